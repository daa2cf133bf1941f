// A service's own events, as they are in Redis.
#pragma once
#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <asio/awaitable.hpp>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "services/common/events/signal.h"
#include "services/common/redis/client.h"
#include "services/common/store/store.h"

namespace zamer::events {

// One event of the log. The cursor is a place in the partition's log: readers compare it only through CompareCursors.
struct LoggedEvent {
  std::string cursor;
  std::string bytes;
};

// Whether `text` can be a cursor; the empty cursor is the beginning of the log.
bool IsCursor(std::string_view text);
// Negative, zero or positive, as with strcmp. Both must be cursors.
int CompareCursors(std::string_view a, std::string_view b);

// Reads the log and tells when it grows, whoever wrote to it. Loop thread only.
class EventLog {
 public:
  // `tail` is a client of its own, since it blocks. Both must outlive the log.
  EventLog(store::Store& store, redis::Client& tail);

  // Follows all partitions until `redis` is closed. Run it once, beside the service.
  asio::awaitable<void> Follow();

  // Events after `cursor`, oldest first, at most `limit`; empty at the end of the log.
  // OUT_OF_RANGE/CURSOR_UNKNOWN for text that is no cursor.
  asio::awaitable<absl::StatusOr<std::vector<LoggedEvent>>> Read(std::uint32_t partition, std::string cursor, int limit,
                                                                 absl::Time deadline);
  // Cursor of the newest event; empty for an empty partition.
  asio::awaitable<absl::StatusOr<std::string>> Latest(std::uint32_t partition, absl::Time deadline);

  // Notified when a partition may have grown.
  Signal& Grown(std::uint32_t partition) { return grown_[partition]; }

 private:
  store::Store& store_;
  redis::Client& tail_;
  std::vector<Signal> grown_;
};

}  // namespace zamer::events
