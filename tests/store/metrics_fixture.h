// A whole metrics service on a real Redis, fed by feeds that the test tells, all on the test's thread.
#pragma once
#include <absl/strings/match.h>
#include <absl/strings/str_cat.h>
#include <absl/time/clock.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <asio/io_context.hpp>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "services/common/events/signal.h"
#include "services/common/store/counters.h"
#include "services/metrics/metrics_events.h"
#include "services/metrics/metrics_service.h"
#include "services/metrics/prometheus_collector.h"
#include "services/metrics/recount.h"
#include "tests/store/local_callers.h"
#include "tests/store/local_replica.h"
#include "tests/support/redis_server.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/metrics/month.h"

namespace zamer::metrics::testing {

inline constexpr std::uint32_t kPartitions = 2;
inline std::uint32_t PartitionOfD1() { return store::PartitionOf("d1", kPartitions); }

// The log of another service, in memory; all of it is department d1's.
class ToldFeed final : public events::FeedSource {
 public:
  explicit ToldFeed(std::string name) : name_(std::move(name)) {}

  const std::string& name() const override { return name_; }
  std::unique_ptr<events::FeedStream> Open(std::uint32_t partition, const std::string& cursor) override {
    const std::size_t seen = cursor.empty() ? 0 : std::stoul(cursor.substr(2));
    return std::make_unique<Stream>(*this, partition == PartitionOfD1(), seen);
  }

  void Tell(std::string bytes) {
    log_.push_back(std::move(bytes));
    grown_.Notify();
  }
  // Cursor of the last event.
  std::string End() const { return log_.empty() ? "" : absl::StrCat("1-", log_.size()); }

 private:
  class Stream final : public events::FeedStream {
   public:
    Stream(ToldFeed& feed, bool has_events, std::size_t seen) : feed_(feed), has_events_(has_events), seen_(seen) {}

    asio::awaitable<absl::StatusOr<events::FeedEvent>> Next() override {
      while (!cancelled_) {
        if (std::optional<events::FeedEvent> event = TakeReady()) co_return *std::move(event);
        co_await feed_.grown_.Wait(absl::Now() + absl::Seconds(1));
      }
      co_return Unavailable(Reason::kPeerUnavailable, "The stream was cancelled.", absl::ZeroDuration());
    }
    std::optional<events::FeedEvent> TakeReady() override {
      if (!has_events_ || cancelled_ || seen_ == feed_.log_.size()) return std::nullopt;
      ++seen_;
      return events::FeedEvent{absl::StrCat("1-", seen_), feed_.log_[seen_ - 1]};
    }
    void Cancel() override {
      cancelled_ = true;
      feed_.grown_.Notify();
    }

   private:
    ToldFeed& feed_;
    bool has_events_;
    std::size_t seen_;
    bool cancelled_ = false;
  };

  std::string name_;
  std::vector<std::string> log_;
  events::Signal grown_;
};

struct Feeds {
  ToldFeed lead{"lead"};
  ToldFeed scheduling{"scheduling"};
  ToldFeed contract{"contract"};
};

// One process of the service; several may run on one Redis.
struct Replica : zamer::testing::LocalReplica {
  Replica(asio::io_context& its_loop, const Clock& clock, const redis::Options& options, Feeds& feeds)
      : LocalReplica(its_loop, clock, options, "metrics", kPartitions),
        metrics_events(store.keys(), clock),
        on_leads(loop, clock, store, leases, feeds.lead,
                 {.apply = [this](auto& tx, const auto& event) { return metrics_events.ApplyLead(tx, event); },
                  .prefetch = [this](auto& tx, const auto& batch) { return metrics_events.PrefetchLead(tx, batch); },
                  .settle = SettleCounters},
                 Noting()),
        on_scheduling(
            loop, clock, store, leases, feeds.scheduling,
            {.apply = [this](auto& tx, const auto& event) { return metrics_events.ApplyScheduling(tx, event); },
             .prefetch = [this](auto& tx, const auto& batch) { return metrics_events.PrefetchScheduling(tx, batch); },
             .settle = SettleCounters},
            Noting()),
        on_contracts(
            loop, clock, store, leases, feeds.contract,
            {.apply = [this](auto& tx, const auto& event) { return metrics_events.ApplyContract(tx, event); },
             .prefetch = [this](auto& tx, const auto& batch) { return metrics_events.PrefetchContract(tx, batch); },
             .settle = SettleCounters},
            Noting()),
        reader(store, clock),
        targets(store, reader),
        collector(loop, clock, reader, targets) {
    Serve<v1::MetricsService>(service);
  }
  ~Replica() {
    recount.Stop();
    for (events::Consumer* consumer : consumers) {
      consumer->Stop();
      EXPECT_TRUE(zamer::testing::RunUntil(loop, [=] { return consumer->idle(); }));
    }
    Stop();
  }

  void Start() {
    for (events::Consumer* consumer : consumers) consumer->Start();
    recount.Start();
  }
  events::ConsumerOptions Noting() {
    events::ConsumerOptions options;
    options.batch = 7;  // so that a few events make several batches
    options.on_applied = [this](std::uint32_t partition) { changes.Note(partition); };
    return options;
  }

  Changes changes{kPartitions};
  MetricsEvents metrics_events;
  events::Consumer on_leads;
  events::Consumer on_scheduling;
  events::Consumer on_contracts;
  std::vector<events::Consumer*> consumers{&on_leads, &on_scheduling, &on_contracts};
  Recount recount{loop, store, consumers};
  KpiReader reader;
  TargetReader targets;
  PrometheusCollector collector;
  MetricsService service{host, {store, reader, changes, consumers}};
};

using Callers = zamer::testing::LocalCallers<v1::MetricsService>;
using Visitor = Callers::Caller;
using MetricsClient = Callers::Client;
using Api = MetricsClient::Api;

class MetricsFixture : public ::testing::Test {
 protected:
  Replica& StartReplica() {
    replicas_.push_back(std::make_unique<Replica>(loop_, clock_, redis_server_.ClientOptions(), feeds_));
    replicas_.back()->Start();
    return *replicas_.back();
  }

  void Tell(const AnyEvent& event) {
    memory_.Tell(event);
    TellFeedOnly(event);
  }
  // Without the counters that are compared with.
  void TellFeedOnly(const AnyEvent& event) {
    if (const auto* told = std::get_if<lead::v1::LeadEvent>(&event)) feeds_.lead.Tell(told->SerializeAsString());
    if (const auto* told = std::get_if<scheduling::v1::SchedulingEvent>(&event)) {
      feeds_.scheduling.Tell(told->SerializeAsString());
    }
    if (const auto* told = std::get_if<contract::v1::ContractEvent>(&event)) {
      feeds_.contract.Tell(told->SerializeAsString());
    }
  }
  template <class... Events>
  void TellAll(const Events&... told) {
    (Tell(AnyEvent(told)), ...);
  }

  void TellAMonth(int leads = 40) {
    for (const AnyEvent& event : AMonth(leads)) Tell(event);
  }

  // Whether all that was told has been counted.
  bool CaughtUp() {
    const auto at_end = [&](const ToldFeed& feed) {
      const auto cursor = zamer::testing::RunOnLoop(
          loop_, replicas_.front()->store.ReadCursor(PartitionOfD1(), feed.name(), absl::Now() + absl::Seconds(5)));
      return cursor.ok() && *cursor == feed.End();
    };
    return at_end(feeds_.scheduling) && at_end(feeds_.lead) && at_end(feeds_.contract);
  }
  void CatchUp() {
    const absl::Time give_up = absl::Now() + zamer::testing::kPatience;
    while (!CaughtUp()) {
      ASSERT_LT(absl::Now(), give_up) << "the feeds were not counted in time";
      zamer::testing::RunFor(loop_, absl::Milliseconds(5));
    }
  }

  // All day counters of d1 in Redis, without zeros.
  CounterMap Stored() {
    CounterMap counters;
    const std::string prefix = replicas_.front()->store.keys().Counters("d1", "");
    const redis::Reply keys = redis_server_.Run(redis::Command("KEYS", prefix + "*"));
    for (const redis::Reply& key : keys.elements()) {
      const std::string name(key.text().substr(prefix.size()));
      const redis::Reply rows = redis_server_.Run(redis::Command("HGETALL", key.text()));
      for (std::size_t i = 0; i + 1 < rows.size(); i += 2) {
        const store::Columns columns = store::UnpackRow(rows[i + 1].text()).value();
        for (const auto& [column, value] : columns) {
          counters[{name, store::FieldAt(rows[i].text(), column)}] = value;
        }
      }
    }
    return counters;
  }

  Visitor& As(type::v1::Role role, const std::string& department = "d1", std::size_t replica = 0) {
    return visitors_.At(replicas_[replica]->server->port(), absl::StrCat("visitor-", role, "-of-", department), role,
                        department);
  }
  Visitor& Head() { return As(type::v1::SALES_HEAD); }
  Visitor& Operator() { return As(type::v1::OPERATOR); }

  template <class Request, class Response>
  absl::StatusOr<Response> Call(Visitor& visitor, MetricsClient::UnaryMethod<Request, Response> method,
                                Request request) {
    return visitors_.Call(visitor, method, std::move(request));
  }

  static v1::QueryKpisRequest March(v1::Basis basis, const std::vector<std::string>& kpis = {}) {
    v1::QueryKpisRequest request;
    request.set_parent(std::string(kDepartment));
    *request.mutable_period()->mutable_start_date() = ToDate(absl::CivilDay(2026, 3, 1));
    *request.mutable_period()->mutable_end_date() = ToDate(absl::CivilDay(2026, 3, 31));
    request.set_basis(basis);
    for (const std::string& kpi : kpis) request.add_kpis(kpi);
    return request;
  }

  asio::io_context loop_{1};
  SystemClock clock_;
  zamer::testing::RedisServer redis_server_{{.fsync = "no"}};
  Feeds feeds_;
  Memory memory_;
  std::vector<std::unique_ptr<Replica>> replicas_;

 private:
  Callers visitors_{loop_, clock_};
};

}  // namespace zamer::metrics::testing
