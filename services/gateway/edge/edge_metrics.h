#pragma once

#include <prometheus/counter.h>
#include <prometheus/histogram.h>

#include <array>

#include "services/common/metrics/registry.h"
#include "services/gateway/edge/route_kind.h"
#include "services/gateway/http/server.h"

namespace zamer::gateway {

// What is counted of every request. All series exist from the start.
class EdgeMetrics {
 public:
  explicit EdgeMetrics(metrics::Registry& registry);

  void Answered(const http::Answered& answered);

 private:
  // 1xx … 5xx, and those that were broken off.
  static constexpr std::size_t kClasses = 6;

  struct OfRoute {
    std::array<prometheus::Counter*, kClasses> requests;
    prometheus::Histogram* seconds;
    prometheus::Counter* received_bytes;
    prometheus::Counter* sent_bytes;
  };

  static OfRoute MakeRoute(metrics::Registry& registry, RouteKind kind);

  std::array<OfRoute, kRouteKinds.size()> routes_;
};

}  // namespace zamer::gateway
