// How far a consumer has come, so that a read can wait for what the caller has just written elsewhere.
#pragma once
#include <absl/status/status.h>
#include <absl/time/time.h>

#include <asio/awaitable.hpp>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "services/common/events/signal.h"

namespace zamer::events {

// `<service>/<partition>/<cursor>`, as mutating calls give it in the trailing metadata `zamer-position`.
struct Position {
  std::string service;
  std::uint32_t partition = 0;
  std::string cursor;
};
// INVALID_ARGUMENT/FIELD_INVALID for text that is no position.
absl::StatusOr<Position> ParsePosition(std::string_view text);

// The applied cursor of each partition of one feed. Loop thread only.
class Positions {
 public:
  // Reads the cursor from the store, for a replica that does not consume the partition itself.
  using Refresh = std::function<asio::awaitable<absl::StatusOr<std::string>>(std::uint32_t partition)>;

  Positions(std::uint32_t partitions, Refresh refresh);

  void Advance(std::uint32_t partition, std::string cursor);
  const std::string& applied(std::uint32_t partition) const { return applied_[partition]; }
  // OK once the partition's cursor has passed; UNAVAILABLE/POSITION_NOT_REACHED at the deadline.
  asio::awaitable<absl::Status> WaitFor(std::uint32_t partition, std::string cursor, absl::Time deadline);

 private:
  Refresh refresh_;
  std::vector<std::string> applied_;
  std::vector<Signal> advanced_;
};

class Consumer;

// The hook for rpc::Calls: finds the consumer of the position's service and waits; positions of feeds that are not
// consumed here, the service's own among them, are passed at once.
std::function<asio::awaitable<absl::Status>(std::string_view, absl::Time)> WaitForPositions(
    std::vector<Consumer*> consumers);

}  // namespace zamer::events
