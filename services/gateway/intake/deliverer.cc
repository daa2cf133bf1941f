#include "services/gateway/intake/deliverer.h"

#include <absl/time/clock.h>

#include <algorithm>
#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "services/common/events/signal.h"
#include "services/common/redis/reply_status.h"
#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/common/store/commit_builder.h"
#include "services/common/text/number.h"
#include "services/common/time/timestamps.h"
#include "services/gateway/domain/intake/delivery.h"
#include "services/gateway/domain/intake/order.h"
#include "services/gateway/intake/delivery_records.h"

namespace zamer::gateway::intake {
namespace {

constexpr char kJob[] = "deliver";
constexpr absl::Duration kTick = absl::Milliseconds(250);
constexpr absl::Duration kPatience = absl::Seconds(5);
constexpr int kDueAtOnce = 64;
// While the lead service cannot be asked, the partition waits, longer each time.
constexpr absl::Duration kFirstPause = absl::Milliseconds(250);
constexpr absl::Duration kLongestPause = absl::Seconds(15);

// The lead service or Redis could not be asked, rather than that it had something against this delivery.
bool IsOutOfReach(const absl::Status& status) {
  return absl::IsUnavailable(status) || absl::IsDeadlineExceeded(status) || absl::IsResourceExhausted(status) ||
         absl::IsCancelled(status);
}

struct Due {
  store::Key key;
  absl::Time time;
};

absl::Status WayInGone() {
  return NotFound(Reason::kWayInNotFound, "The way in is not configured any more: add it again, or wait for nothing.");
}

}  // namespace

struct Deliverer::State : std::enable_shared_from_this<State> {
  State(const Tools& tools_in, events::Leases& leases_in, LeadSink& leads_in)
      : tools(tools_in), leases(leases_in), leads(leads_in), wake(tools.store.keys().partitions()) {}

  asio::awaitable<void> Run(std::uint32_t partition) {
    absl::Duration pause = kFirstPause;
    absl::Time held_until = absl::InfinitePast();
    while (!stopped) {
      if (absl::Now() >= held_until && co_await leases.Hold(partition, kJob)) {
        held_until = absl::Now() + events::Leases::kTerm / 3;
      }
      if (absl::Now() >= held_until) {
        co_await stop.Wait(absl::Now() + kTick);
        continue;
      }
      const absl::StatusOr<int> done = co_await RunDue(partition);
      if (!done.ok()) {
        tools.log.Warning("deliveries wait", {{"partition", partition}, {"why", done.status()}});
        if (!stopped) co_await stop.Wait(absl::Now() + pause);
        pause = std::min(pause * 2, kLongestPause);
        continue;
      }
      pause = kFirstPause;
      if (*done == 0 && !stopped) co_await wake[partition].Wait(absl::Now() + kTick);
    }
    co_await leases.Release(partition, kJob);
  }

  asio::awaitable<absl::StatusOr<int>> RunDue(std::uint32_t partition) {
    ZAMER_CO_ASSIGN_OR_RETURN(const std::vector<Due> due, co_await FindDue(partition));
    int done = 0;
    for (const Due& one : due) {
      const absl::Status status = co_await HandleOne(partition, one);
      if (IsOutOfReach(status)) co_return status;
      if (status.ok()) ++done;
      // Another replica was first, or the record is broken: neither holds up the others.
      if (!status.ok() && !absl::IsAborted(status)) tools.log.Error("a delivery is broken", {{"why", status}});
    }
    co_return done;
  }

  asio::awaitable<absl::StatusOr<std::vector<Due>>> FindDue(std::uint32_t partition) {
    redis::Command command("ZRANGE", tools.store.keys().Timers(partition), "-inf",
                           absl::ToUnixMillis(tools.clock.Now()), "BYSCORE", "LIMIT", 0, kDueAtOnce, "WITHSCORES");
    ZAMER_CO_ASSIGN_OR_RETURN(const redis::Reply reply, redis::ToReply(co_await tools.store.redis().Run(
                                                            std::move(command), absl::Now() + kPatience)));
    std::vector<Due> due;
    for (std::size_t i = 0; i + 1 < reply.size(); i += 2) {
      std::optional<store::Key> key = store::ParseTimerMember(reply[i].text());
      const std::optional<std::int64_t> millis = ParseNumber<std::int64_t>(reply[i + 1].text());
      if (!key || !millis) co_return Internal("the timers hold an entry that no store wrote");
      due.push_back({*std::move(key), absl::FromUnixMillis(*millis)});
    }
    co_return due;
  }

  // Not OK when it could not be done, or when the lead service is out of reach.
  asio::awaitable<absl::Status> HandleOne(std::uint32_t partition, const Due& due) {
    ZAMER_CO_ASSIGN_OR_RETURN(const auto read,
                              co_await tools.store.Get<v1::DeliveryRecord>(due.key, absl::Now() + kPatience));
    if (!read.record) co_return Internal("a delivery that is due is not there");
    const v1::DeliveryRecord& record = *read.record;
    if (record.state() != v1::Delivery::WAITING) {
      co_return co_await Note(partition, due, [&](v1::DeliveryRecord& now) { EraseBody(now); });
    }
    const absl::StatusOr<std::string> taken = co_await Attempt(due.key, record);
    ZAMER_CO_RETURN_IF_ERROR(co_await Note(partition, due, [&](v1::DeliveryRecord& now) { Conclude(now, taken); }));
    Count(record.way_in(), taken.status());
    co_return IsOutOfReach(taken.status()) ? taken.status() : absl::OkStatus();
  }

  // The lead that has it now.
  asio::awaitable<absl::StatusOr<std::string>> Attempt(const store::Key& key, const v1::DeliveryRecord& record) {
    const WayIn* way = FindWayIn(tools.ways, record.way_in());
    if (way == nullptr || way->department != key.department) co_return WayInGone();
    const Envelope envelope{*way, key.id, record.platform_id(), FromTimestamp(record.receive_time())};
    ZAMER_CO_ASSIGN_OR_RETURN(Order order, OrderOf(envelope, record.body()));
    absl::StatusOr<std::string> taken = co_await Send(order);
    auto* enquiry = std::get_if<lead::v1::CreateLeadRequest>(&order);
    if (ReasonOf(taken.status()) == Reason::kPhoneUnreadable && enquiry != nullptr && MovePhonesToText(*enquiry)) {
      taken = co_await Send(order);
    }
    // It was taken before its way in was configured anew.
    if (ReasonOf(taken.status()) == Reason::kRequestIdReused) co_return std::string();
    co_return taken;
  }

  asio::awaitable<absl::StatusOr<std::string>> Send(const Order& order) {
    if (const auto* call = std::get_if<lead::v1::RecordCallRequest>(&order)) co_return co_await leads.Take(*call);
    co_return co_await leads.Take(std::get<lead::v1::CreateLeadRequest>(order));
  }

  void Conclude(v1::DeliveryRecord& record, const absl::StatusOr<std::string>& taken) const {
    const absl::Time now = tools.clock.Now();
    if (taken.ok()) return Deliver(record, *taken, now);
    Refuse(record, taken.status(), now, tools.keep_rejected);
  }

  // Changes the record if it is still due at this time; else ABORTED.
  template <class Change>
  asio::awaitable<absl::Status> Note(std::uint32_t partition, const Due& due, Change change) {
    const store::Guard guard{.cursor = {}, .timer = store::TimerClaim{due.key, due.time}};
    const store::Store::Body body = [&](store::Transaction& tx) -> asio::awaitable<absl::StatusOr<std::string>> {
      ZAMER_CO_ASSIGN_OR_RETURN(const auto found, co_await tx.Get<v1::DeliveryRecord>(due.key));
      if (!found) co_return Internal("a delivery that is due is not there");
      v1::DeliveryRecord next = *found;
      change(next);
      tx.Put(due.key, std::move(next));
      co_return std::string();
    };
    const auto done = co_await tools.store.CommitEffect(partition, guard, absl::Now() + kPatience, body);
    co_return done.status();
  }

  void Count(const std::string& way_in, const absl::Status& status) {
    const Result result = status.ok() ? Result::kDelivered : IsFinal(status) ? Result::kRejected : Result::kFailed;
    tools.counters.Count(way_in, result);
    if (status.ok() || IsOutOfReach(status)) return;
    tools.log.Warning("the lead service did not take a delivery", {{"way_in", log::Id(way_in)}, {"why", status}});
  }

  const Tools tools;
  events::Leases& leases;
  LeadSink& leads;
  std::vector<events::Signal> wake;
  events::Signal stop;
  bool stopped = false;
};

Deliverer::Deliverer(const Tools& tools, events::Leases& leases, LeadSink& leads)
    : state_(std::make_shared<State>(tools, leases, leads)) {}

Deliverer::~Deliverer() { Stop(); }

void Deliverer::Start() {
  for (std::uint32_t partition = 0; partition < state_->wake.size(); ++partition) {
    asio::co_spawn(
        state_->tools.loop, [state = state_, partition]() -> asio::awaitable<void> { co_await state->Run(partition); },
        asio::detached);
  }
}

void Deliverer::Stop() {
  state_->stopped = true;
  state_->stop.Notify();
  for (events::Signal& signal : state_->wake) signal.Notify();
}

void Deliverer::Wake(std::uint32_t partition) { state_->wake[partition].Notify(); }

asio::awaitable<absl::StatusOr<int>> Deliverer::RunDue(std::uint32_t partition) { return state_->RunDue(partition); }

}  // namespace zamer::gateway::intake
