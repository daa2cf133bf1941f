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
#include <string>
#include <vector>

#include "services/common/events/lease.h"
#include "services/common/events/positions.h"
#include "services/common/store/store.h"
#include "services/common/time/clock.h"

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
  // Whether Next would answer at once.
  virtual bool Ready() const = 0;
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

  Consumer(asio::io_context& loop, const Clock& clock, store::Store& store, Leases& leases, FeedSource& source,
           Apply apply, Prefetch prefetch = {}, ConsumerOptions options = {});
  ~Consumer();

  // Follows until Stop. Spawns one coroutine per partition.
  void Start();
  void Stop();

  // How far each partition has come; for read-your-writes and for metrics.
  Positions& positions();
  const ConsumerStats& stats() const;
  const std::string& feed() const;

  // Applies a partition's dead letters of this feed again, oldest first; those that fail again stay.
  asio::awaitable<absl::StatusOr<std::pair<std::int64_t, std::int64_t>>> Redrive(std::uint32_t partition,
                                                                                 absl::Time deadline);

  // Goes back to the beginning of a partition's feed, together with whatever `reset` does; see metrics' Recompute.
  void Restart(std::uint32_t partition);

 private:
  struct Follower;
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace zamer::events
