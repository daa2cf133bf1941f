#include "services/common/events/positions.h"

#include <absl/strings/numbers.h>
#include <absl/strings/str_split.h>
#include <absl/time/clock.h>

#include <algorithm>
#include <utility>

#include "services/common/events/consumer.h"
#include "services/common/events/event_log.h"
#include "services/common/status/errors.h"

namespace zamer::events {
namespace {

// How long to trust that this replica would know before asking Redis again.
constexpr absl::Duration kRefresh = absl::Milliseconds(100);

}  // namespace

absl::StatusOr<Position> ParsePosition(std::string_view text) {
  const std::vector<std::string> parts = absl::StrSplit(absl::string_view(text.data(), text.size()), '/');
  Position position;
  if (parts.size() != 3 || !absl::SimpleAtoi(parts[1], &position.partition) || !IsCursor(parts[2])) {
    return InvalidArgument(Reason::kFieldInvalid, "zamer-position must be one that an earlier answer carried.");
  }
  position.service = parts[0];
  position.cursor = parts[2];
  return position;
}

Positions::Positions(std::uint32_t partitions, Refresh refresh)
    : refresh_(std::move(refresh)), applied_(partitions), advanced_(partitions) {}

void Positions::Advance(std::uint32_t partition, std::string cursor) {
  if (CompareCursors(cursor, applied_[partition]) <= 0) return;
  applied_[partition] = std::move(cursor);
  advanced_[partition].Notify();
}

asio::awaitable<absl::Status> Positions::WaitFor(std::uint32_t partition, std::string cursor, absl::Time deadline) {
  if (partition >= applied_.size()) co_return absl::OkStatus();
  while (CompareCursors(applied_[partition], cursor) < 0) {
    if (absl::Now() >= deadline) {
      co_return Unavailable(Reason::kPositionNotReached,
                            "The events that this read should see have not arrived yet; try again.",
                            absl::Milliseconds(200));
    }
    if (co_await advanced_[partition].Wait(std::min(deadline, absl::Now() + kRefresh))) continue;
    absl::StatusOr<std::string> stored = co_await refresh_(partition);
    if (stored.ok()) Advance(partition, *std::move(stored));
  }
  co_return absl::OkStatus();
}

std::function<asio::awaitable<absl::Status>(std::string_view, absl::Time)> WaitForPositions(
    std::vector<Consumer*> consumers) {
  return
      [consumers = std::move(consumers)](std::string_view text, absl::Time deadline) -> asio::awaitable<absl::Status> {
        ZAMER_CO_ASSIGN_OR_RETURN(Position position, ParsePosition(text));
        for (Consumer* consumer : consumers) {
          if (consumer->feed() != position.service) continue;
          co_return co_await consumer->positions().WaitFor(position.partition, std::move(position.cursor), deadline);
        }
        co_return absl::OkStatus();
      };
}

}  // namespace zamer::events
