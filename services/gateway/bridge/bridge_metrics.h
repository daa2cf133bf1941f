#pragma once

#include <absl/status/status.h>
#include <prometheus/counter.h>
#include <prometheus/gauge.h>

#include "services/common/metrics/registry.h"
#include "services/gateway/domain/wire.h"

namespace zamer::gateway {

// What the bridge counts. How long calls take is counted by the services, and at the edge by request.
class BridgeMetrics {
 public:
  explicit BridgeMetrics(metrics::Registry& registry);

  // A call was answered, by a service or by the edge in its stead.
  void Answered(Wire wire, absl::StatusCode code);
  void MessageSent(Wire wire);
  prometheus::Gauge& open_streams() { return open_streams_; }

 private:
  prometheus::Family<prometheus::Counter>& calls_;
  prometheus::Family<prometheus::Counter>& messages_;
  prometheus::Gauge& open_streams_;
};

}  // namespace zamer::gateway
