#include "services/common/events/consumer.h"

#include <absl/strings/str_cat.h>
#include <absl/time/clock.h>

#include <algorithm>
#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/steady_timer.hpp>
#include <utility>

#include "services/common/events/event_log.h"
#include "services/common/status/errors.h"
#include "services/common/time/timestamps.h"

namespace zamer::events {
namespace {

constexpr absl::Duration kFirstPause = absl::Milliseconds(100);
constexpr absl::Duration kLongestPause = absl::Seconds(5);
constexpr absl::Duration kReadPatience = absl::Seconds(5);

// Errors of the moment: the batch is tried again. Any other is a refusal of the event.
bool IsTransient(const absl::Status& status) {
  return absl::IsUnavailable(status) || absl::IsAborted(status) || absl::IsDeadlineExceeded(status) ||
         absl::IsResourceExhausted(status) || absl::IsCancelled(status);
}

}  // namespace

// What the followers of all partitions share.
struct Consumer::Parts {
  asio::io_context& loop;
  const Clock& clock;
  store::Store& store;
  Leases& leases;
  FeedSource& source;
  Reaction reaction;
  ConsumerOptions options;
  std::string job;
  Positions positions;
  ConsumerStats stats;

  type::v1::DeadLetter MakeLetter(const FeedEvent& event, const absl::Status& why) const {
    type::v1::DeadLetter letter;
    letter.set_feed(source.name());
    letter.set_cursor(event.cursor);
    letter.set_reason(std::string(ReasonName(ReasonOf(why).value_or(Reason::kInternal))));
    letter.set_message(std::string(why.message()));
    *letter.mutable_recorded_time() = ToTimestamp(clock.Now());
    letter.set_event(event.bytes);
    return letter;
  }
};

// Follows one partition.
class Consumer::Follower : public std::enable_shared_from_this<Follower> {
 public:
  Follower(std::shared_ptr<Parts> parts, std::uint32_t partition)
      : parts_(std::move(parts)), partition_(partition), watchdog_(parts_->loop) {}

  void Start() {
    asio::co_spawn(
        parts_->loop, [self = shared_from_this()]() -> asio::awaitable<void> { co_await self->Run(); }, asio::detached);
  }

  void Stop() {
    stopped_ = true;
    Restart();
  }

  void Restart() {
    restarted_ = true;
    watchdog_.cancel();
    if (stream_ != nullptr) stream_->Cancel();
    wake_.Notify();
  }

 private:
  asio::awaitable<void> Run() {
    absl::Duration pause = kFirstPause;
    while (!stopped_) {
      restarted_ = false;
      if (!co_await parts_->leases.Hold(partition_, parts_->job)) {
        co_await wake_.Wait(absl::Now() + Leases::kTerm / 3);
        continue;
      }
      const std::int64_t applied_before = parts_->stats.applied;
      const absl::Status ended = co_await FollowStream();
      if (stopped_) break;
      if (restarted_) continue;
      ++parts_->stats.failures;
      if (parts_->options.on_failure) parts_->options.on_failure(partition_, ended);
      pause = parts_->stats.applied > applied_before ? kFirstPause : std::min(pause * 2, kLongestPause);
      co_await wake_.Wait(absl::Now() + pause);
    }
    co_await parts_->leases.Release(partition_, parts_->job);
  }

  asio::awaitable<absl::Status> FollowStream() {
    ZAMER_CO_ASSIGN_OR_RETURN(
        cursor_, co_await parts_->store.ReadCursor(partition_, parts_->source.name(), absl::Now() + kReadPatience));
    parts_->positions.Advance(partition_, cursor_);
    const std::shared_ptr<FeedStream> stream = parts_->source.Open(partition_, cursor_);
    stream_ = stream.get();
    const absl::Status ended = co_await ReadStream(*stream);
    stream_ = nullptr;
    watchdog_.cancel();
    co_return ended;
  }

  asio::awaitable<absl::Status> ReadStream(FeedStream& stream) {
    absl::Time lease_until = absl::Now() + Leases::kTerm / 3;
    while (!restarted_) {
      Watch();
      ZAMER_CO_ASSIGN_OR_RETURN(FeedEvent first, co_await stream.Next());
      ZAMER_CO_RETURN_IF_ERROR(co_await ApplyBatch(Collect(stream, std::move(first))));
      if (absl::Now() < lease_until) continue;
      if (!co_await parts_->leases.Hold(partition_, parts_->job)) {
        co_return Aborted(Reason::kConflict, "Another replica has taken the partition over.");
      }
      lease_until = absl::Now() + Leases::kTerm / 3;
    }
    co_return absl::OkStatus();
  }

  // What has come, up to a batch, without heartbeats.
  std::vector<FeedEvent> Collect(FeedStream& stream, FeedEvent first) const {
    std::vector<FeedEvent> batch;
    std::optional<FeedEvent> next(std::move(first));
    for (; next; next = stream.TakeReady()) {
      if (!next->bytes.empty()) batch.push_back(*std::move(next));
      if (batch.size() >= static_cast<std::size_t>(parts_->options.batch)) break;
    }
    return batch;
  }

  asio::awaitable<absl::Status> ApplyBatch(std::vector<FeedEvent> batch) {
    if (batch.empty()) co_return absl::OkStatus();
    const store::CursorMove move{parts_->source.name(), cursor_, batch.back().cursor};
    std::vector<absl::Status> refusals;
    absl::StatusOr<store::Committed> done = co_await parts_->store.CommitEffect(
        partition_, {.cursor = move, .timer = {}}, absl::Now() + parts_->options.commit_timeout,
        [&](store::Transaction& tx) -> asio::awaitable<absl::StatusOr<std::string>> {
          refusals.clear();
          co_return co_await ApplyAll(tx, batch, refusals);
        });
    if (!done.ok()) co_return std::move(done).status();
    cursor_ = batch.back().cursor;
    parts_->stats.dead += static_cast<std::int64_t>(refusals.size());
    parts_->stats.applied += static_cast<std::int64_t>(batch.size() - refusals.size());
    parts_->positions.Advance(partition_, cursor_);
    if (parts_->options.on_applied) parts_->options.on_applied(partition_);
    if (parts_->options.on_dead_letter) {
      for (const absl::Status& why : refusals) parts_->options.on_dead_letter(partition_, why);
    }
    co_return absl::OkStatus();
  }

  asio::awaitable<absl::StatusOr<std::string>> ApplyAll(store::Transaction& tx, const std::vector<FeedEvent>& batch,
                                                        std::vector<absl::Status>& refusals) {
    const Reaction& reaction = parts_->reaction;
    if (reaction.prefetch) ZAMER_CO_RETURN_IF_ERROR(co_await reaction.prefetch(tx, batch));
    for (const FeedEvent& event : batch) {
      absl::Status applied = co_await reaction.apply(tx, event);
      if (applied.ok()) continue;
      if (IsTransient(applied)) co_return applied;
      tx.DeadLetter(parts_->MakeLetter(event, applied));
      refusals.push_back(std::move(applied));
    }
    if (reaction.settle) ZAMER_CO_RETURN_IF_ERROR(co_await reaction.settle(tx));
    co_return std::string();
  }

  // Breaks the stream off when nothing comes for too long.
  void Watch() {
    watchdog_.expires_after(absl::ToChronoNanoseconds(parts_->options.silence));
    watchdog_.async_wait([weak = weak_from_this()](const asio::error_code& cancelled) {
      const std::shared_ptr<Follower> self = weak.lock();
      if (!cancelled && self != nullptr && self->stream_ != nullptr) self->stream_->Cancel();
    });
  }

  std::shared_ptr<Parts> parts_;
  std::uint32_t partition_;
  asio::steady_timer watchdog_;
  Signal wake_;
  FeedStream* stream_ = nullptr;
  std::string cursor_;
  bool stopped_ = false;
  bool restarted_ = false;
};

Consumer::Consumer(asio::io_context& loop, const Clock& clock, store::Store& store, Leases& leases, FeedSource& source,
                   Reaction reaction, ConsumerOptions options) {
  const auto refresh = [&store, &source](std::uint32_t partition) {
    return store.ReadCursor(partition, source.name(), absl::Now() + kReadPatience);
  };
  parts_ = std::make_shared<Parts>(Parts{loop, clock, store, leases, source, std::move(reaction), std::move(options),
                                         absl::StrCat("consume-", source.name()),
                                         Positions(store.keys().partitions(), refresh), ConsumerStats{}});
  for (std::uint32_t partition = 0; partition < store.keys().partitions(); ++partition) {
    followers_.push_back(std::make_shared<Follower>(parts_, partition));
  }
}

Consumer::~Consumer() { Stop(); }

void Consumer::Start() {
  for (const std::shared_ptr<Follower>& follower : followers_) follower->Start();
}

void Consumer::Stop() {
  for (const std::shared_ptr<Follower>& follower : followers_) follower->Stop();
}

bool Consumer::idle() const {
  return std::ranges::all_of(followers_, [](const auto& follower) { return follower.use_count() == 1; });
}

void Consumer::Restart(std::uint32_t partition) { followers_[partition]->Restart(); }

Positions& Consumer::positions() { return parts_->positions; }
const ConsumerStats& Consumer::stats() const { return parts_->stats; }
const std::string& Consumer::feed() const { return parts_->source.name(); }

asio::awaitable<absl::Status> Consumer::ApplyLetter(std::uint32_t partition, type::v1::DeadLetter letter,
                                                    absl::Time deadline) {
  const FeedEvent event{letter.cursor(), letter.event()};
  const absl::StatusOr<store::Committed> done = co_await parts_->store.CommitEffect(
      partition, {}, deadline, [&](store::Transaction& tx) -> asio::awaitable<absl::StatusOr<std::string>> {
        const Reaction& reaction = parts_->reaction;
        ZAMER_CO_RETURN_IF_ERROR(co_await reaction.apply(tx, event));
        if (reaction.settle) ZAMER_CO_RETURN_IF_ERROR(co_await reaction.settle(tx));
        tx.RemoveDeadLetter(letter.dead_letter_id());
        co_return std::string();
      });
  co_return done.status();
}

}  // namespace zamer::events
