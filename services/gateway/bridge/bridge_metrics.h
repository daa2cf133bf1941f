#pragma once

#include <absl/status/status.h>
#include <prometheus/counter.h>
#include <prometheus/gauge.h>

#include <array>

#include "services/common/metrics/registry.h"
#include "services/gateway/domain/wire.h"

namespace zamer::gateway {

// What the bridge counts, all series from the start. How long calls take is counted by the services, and at the edge by
// request.
class BridgeMetrics {
 public:
  explicit BridgeMetrics(metrics::Registry& registry);

  // A call was answered, by a service or by the edge in its stead.
  void Answered(Wire wire, absl::StatusCode code);
  void MessageSent(Wire wire) { messages_[static_cast<std::size_t>(wire)]->Increment(); }
  prometheus::Gauge& open_streams() { return open_streams_; }

 private:
  static constexpr std::size_t kWires = 3;
  static constexpr std::size_t kCodes = 17;

  std::array<std::array<prometheus::Counter*, kCodes>, kWires> calls_;
  std::array<prometheus::Counter*, kWires> messages_;
  prometheus::Gauge& open_streams_;
};

}  // namespace zamer::gateway
