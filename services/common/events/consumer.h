// Applies another service's events, each exactly once in effect.
#pragma once
#include <absl/status/status.h>
#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <asio/awaitable.hpp>
#include <asio/io_context.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "services/common/events/lease.h"
#include "services/common/events/positions.h"
#include "services/common/store/store.h"
#include "services/common/time/clock.h"
#include "zamer/type/v1/event.pb.h"

namespace zamer::events {

// One event of another service's feed, undecoded. An event without bytes is a heartbeat.
struct FeedEvent {
  std::string cursor;
  std::string bytes;
};

// An open stream of events. Destroying it ends the stream.
class FeedStream {
 public:
  virtual ~FeedStream() = default;
  // The next event; an error when the stream broke or ended. At most one Next at a time.
  virtual asio::awaitable<absl::StatusOr<FeedEvent>> Next() = 0;
  // The next event if it is here already.
  virtual std::optional<FeedEvent> TakeReady() = 0;
  // Ends the stream: Next returns what has come, then an error.
  virtual void Cancel() = 0;
};

// Where a feed comes from: another service over gRPC (feed_source.h), or a test.
class FeedSource {
 public:
  virtual ~FeedSource() = default;
  // "lead", "scheduling" or "contract".
  virtual const std::string& name() const = 0;
  // The events after `cursor`.
  virtual std::unique_ptr<FeedStream> Open(std::uint32_t partition, const std::string& cursor) = 0;
};

struct ConsumerOptions {
  // Most events applied by one commit.
  int batch = 500;
  // Longest time for one commit.
  absl::Duration commit_timeout = absl::Seconds(10);
  // A stream on which nothing comes for this long, no heartbeat either, is opened anew.
  absl::Duration silence = absl::Seconds(15);
  // Told of each stream or commit that failed and will be tried again; for the log.
  std::function<void(std::uint32_t partition, const absl::Status&)> on_failure;
  // Told of each event put aside; for the log.
  std::function<void(std::uint32_t partition, const absl::Status&)> on_dead_letter;
  // Told of each batch once it is committed; for those who watch its effect.
  std::function<void(std::uint32_t partition)> on_applied;
};

// Counts, for metrics.
struct ConsumerStats {
  std::int64_t applied = 0;
  std::int64_t dead = 0;
  std::int64_t failures = 0;  // streams and commits that failed and were tried again
};

// Follows one feed over all partitions: reads what has come, up to a batch, applies it in a transaction, and commits
// effect and cursor together, comparing the old cursor. So an event counts once, whoever applies it and however often.
// An event that is refused goes to the dead letters and does not hold up the rest. Loop thread only.
class Consumer {
 public:
  // Applies one event: reads and writes through the transaction. A refusal (any status but UNAVAILABLE, ABORTED and
  // DEADLINE_EXCEEDED) makes it a dead letter; it must then have written nothing. An apply may run again.
  using Apply = std::function<asio::awaitable<absl::Status>(store::Transaction&, const FeedEvent&)>;
  // Told the events of a batch before they are applied, to read ahead what they need in one round trip. May be empty.
  using Prefetch = std::function<asio::awaitable<absl::Status>(store::Transaction&, const std::vector<FeedEvent>&)>;
  // Told once all events of a batch are applied, for what follows from all that they changed. May be empty.
  using Settle = std::function<asio::awaitable<absl::Status>(store::Transaction&)>;

  // What a service does with the events of a feed.
  struct Reaction {
    Apply apply;
    Prefetch prefetch = {};
    Settle settle = {};
  };

  Consumer(asio::io_context& loop, const Clock& clock, store::Store& store, Leases& leases, FeedSource& source,
           Reaction reaction, ConsumerOptions options = {});
  ~Consumer();

  // Follows until Stop. Spawns one coroutine per partition.
  void Start();
  void Stop();
  // Whether nothing is under way: before Start, and soon after Stop, when the leases are given up.
  bool idle() const;

  // How far each partition has come; for read-your-writes and for metrics.
  Positions& positions();
  const ConsumerStats& stats() const;
  const std::string& feed() const;

  // Applies a dead letter again and removes it, in one commit; see dead_letters.h.
  asio::awaitable<absl::Status> ApplyLetter(std::uint32_t partition, type::v1::DeadLetter letter, absl::Time deadline);

  // Reads the cursor from Redis again and goes on from there; for whoever has set it back.
  void Restart(std::uint32_t partition);

 private:
  class Follower;
  struct Parts;
  std::shared_ptr<Parts> parts_;
  std::vector<std::shared_ptr<Follower>> followers_;
};

}  // namespace zamer::events
