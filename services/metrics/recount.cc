#include "services/metrics/recount.h"

#include <absl/time/clock.h>

#include <algorithm>
#include <array>
#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <optional>
#include <utility>

#include "services/common/events/signal.h"
#include "services/common/redis/reply_status.h"
#include "services/common/status/errors.h"
#include "services/metrics/domain/partition.h"
#include "services/metrics/metrics_records.h"

namespace zamer::metrics {
namespace {

constexpr absl::Duration kEvery = absl::Seconds(1);
constexpr absl::Duration kLongestDrop = absl::Minutes(10);
constexpr absl::Duration kStep = absl::Seconds(5);
constexpr int kKeysPerStep = 500;

// KEYS[1] is the partition's record, ARGV[1] what it was; the other keys go if it still is.
constexpr char kDropSource[] = R"lua(
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
if #KEYS > 1 then redis.call('UNLINK', unpack(KEYS, 2)) end
return 1
)lua";

// Whether a key, without the partition's prefix, holds counted numbers.
bool IsCounted(std::string_view key) {
  constexpr std::string_view kKinds[] = {kFactsKind,    kSpendKind, kVisitKind,    kMarketKind, kRedistributionKind,
                                         kCoverageKind, kShiftKind, kProgressKind, "count"};
  return key == "dead-letters" || std::ranges::any_of(kKinds, [&](std::string_view kind) {
           return key.starts_with(kind) && key.substr(kind.size()).starts_with(':');
         });
}

// Both are asked of the record as it is by then: another replica may have done it.
void Outdate(v1::PartitionFacts& partition) {
  if (IsOutdated(partition)) CountAgain(partition);
}
void Finish(v1::PartitionFacts& partition) {
  if (!partition.dropping()) return;
  partition.set_dropping(false);
  partition.set_drops(partition.drops() + 1);
}

}  // namespace

struct Recount::State {
  State(asio::io_context& loop_, store::Store& store_, std::vector<events::Consumer*> consumers_)
      : loop(loop_), store(store_), consumers(std::move(consumers_)), seen(store_.keys().partitions()) {}

  asio::io_context& loop;
  store::Store& store;
  std::vector<events::Consumer*> consumers;
  redis::Script drop{kDropSource};
  // How often each partition had been dropped when it was last looked at.
  std::vector<std::optional<std::int64_t>> seen;
  events::Signal wake;
  bool stopped = false;

  std::string Prefix(std::uint32_t partition) const {
    std::string events = store.keys().Events(partition);
    events.resize(events.size() - std::string_view("events").size());
    return events;
  }

  asio::awaitable<absl::StatusOr<bool>> Delete(std::string record_key, std::string record,
                                               std::vector<std::string> keys, absl::Time deadline) {
    keys.insert(keys.begin(), std::move(record_key));
    redis::Command command = drop.Call(keys);
    command.Add(record);
    ZAMER_CO_ASSIGN_OR_RETURN(const redis::Reply reply,
                              redis::ToReply(co_await drop.Run(store.redis(), std::move(command), deadline)));
    co_return reply.integer() == 1;
  }

  // False when somebody else has finished it.
  asio::awaitable<absl::StatusOr<bool>> DropAll(std::uint32_t partition, absl::Time deadline) {
    const std::string record_key = store.keys().Record(PartitionKey(store.keys(), partition));
    ZAMER_CO_ASSIGN_OR_RETURN(redis::Reply stored,
                              redis::ToReply(co_await store.redis().Run(redis::Command("GET", record_key), deadline)));
    const std::string record = stored.TakeText();
    const std::string prefix = Prefix(partition);
    std::string cursor = "0";
    do {
      if (stopped || absl::Now() > deadline) {
        co_return DeadlineExceeded(Reason::kDeadlineExpired, "The numbers are not all dropped yet; it goes on soon.");
      }
      redis::Command scan("SCAN", cursor, "MATCH", prefix + "*", "COUNT", kKeysPerStep);
      ZAMER_CO_ASSIGN_OR_RETURN(redis::Reply page,
                                redis::ToReply(co_await store.redis().Run(std::move(scan), absl::Now() + kStep)));
      cursor = page[0].text();
      std::vector<std::string> keys;
      for (const redis::Reply& key : page[1].elements()) {
        if (IsCounted(key.text().substr(prefix.size()))) keys.emplace_back(key.text());
      }
      if (keys.empty()) continue;
      ZAMER_CO_ASSIGN_OR_RETURN(const bool same,
                                co_await Delete(record_key, record, std::move(keys), absl::Now() + kStep));
      if (!same) co_return false;
    } while (cursor != "0");
    std::vector<std::string> cursors;
    for (const std::string_view feed : kFeeds) cursors.push_back(store.keys().Cursor(partition, feed));
    co_return co_await Delete(record_key, record, std::move(cursors), absl::Now() + kStep);
  }

  // Changes the partition's record as it is then; not if there is none.
  asio::awaitable<absl::Status> Change(std::uint32_t partition, void (*change)(v1::PartitionFacts& facts)) {
    const absl::StatusOr<store::Committed> done = co_await store.CommitEffect(
        partition, store::Guard{}, absl::Now() + kStep,
        [&](store::Transaction& tx) -> asio::awaitable<absl::StatusOr<std::string>> {
          const store::Key key = PartitionKey(store.keys(), partition);
          ZAMER_CO_ASSIGN_OR_RETURN(const auto known, co_await tx.Get<v1::PartitionFacts>(key));
          if (!known) co_return std::string();
          v1::PartitionFacts changed = *known;
          change(changed);
          tx.Put(key, std::move(changed));
          co_return std::string();
        });
    co_return done.status();
  }

  asio::awaitable<absl::StatusOr<v1::PartitionFacts>> Read(std::uint32_t partition) {
    const store::Key key = PartitionKey(store.keys(), partition);
    ZAMER_CO_ASSIGN_OR_RETURN(auto read, co_await store.Get<v1::PartitionFacts>(key, absl::Now() + kStep));
    co_return read.record ? *std::move(read.record) : NewPartition();
  }

  asio::awaitable<absl::Status> Look(std::uint32_t partition, absl::Time deadline) {
    ZAMER_CO_ASSIGN_OR_RETURN(v1::PartitionFacts facts, co_await Read(partition));
    if (IsOutdated(facts)) {
      ZAMER_CO_RETURN_IF_ERROR(co_await Change(partition, &Outdate));
      ZAMER_CO_ASSIGN_OR_RETURN(facts, co_await Read(partition));
    }
    if (facts.dropping()) {
      ZAMER_CO_ASSIGN_OR_RETURN(const bool dropped, co_await DropAll(partition, deadline));
      if (dropped) ZAMER_CO_RETURN_IF_ERROR(co_await Change(partition, &Finish));
      ZAMER_CO_ASSIGN_OR_RETURN(facts, co_await Read(partition));
    }
    const std::int64_t drops = facts.drops();
    if (seen[partition] && *seen[partition] != drops) {
      for (events::Consumer* consumer : consumers) consumer->Restart(partition);
    }
    seen[partition] = drops;
    co_return absl::OkStatus();
  }

  static asio::awaitable<void> Run(std::shared_ptr<State> self) {
    while (!self->stopped) {
      for (std::uint32_t partition = 0; partition < self->seen.size() && !self->stopped; ++partition) {
        // A failure is Redis' of the moment, or a drop that is not over: the next look goes on.
        (co_await self->Look(partition, absl::Now() + kLongestDrop)).IgnoreError();
      }
      if (!self->stopped) co_await self->wake.Wait(absl::Now() + kEvery);
    }
  }
};

Recount::Recount(asio::io_context& loop, store::Store& store, std::vector<events::Consumer*> consumers)
    : state_(std::make_shared<State>(loop, store, std::move(consumers))) {}

Recount::~Recount() { Stop(); }

void Recount::Start() { asio::co_spawn(state_->loop, State::Run(state_), asio::detached); }

void Recount::Stop() {
  state_->stopped = true;
  state_->wake.Notify();
}

asio::awaitable<absl::Status> Recount::Look(std::uint32_t partition, absl::Time deadline) {
  return state_->Look(partition, deadline);
}

}  // namespace zamer::metrics
