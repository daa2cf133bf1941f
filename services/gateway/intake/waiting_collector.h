// How much waits for the lead service or was refused by it, for Prometheus.
#pragma once
#include <prometheus/collectable.h>

#include <asio/awaitable.hpp>
#include <vector>

#include "services/common/metrics/collect_on_loop.h"
#include "services/gateway/intake/intake_parts.h"

namespace zamer::gateway::intake {

// `zamer_deliveries_waiting`, `zamer_deliveries_oldest_seconds` and `zamer_deliveries_rejected`, by way in: read from
// Redis at each scrape, so that all replicas tell the same. Nothing while Redis does not answer.
class WaitingCollector final : public prometheus::Collectable {
 public:
  explicit WaitingCollector(const Tools& tools) : tools_(tools) {}

  std::vector<prometheus::MetricFamily> Collect() const override;

 private:
  asio::awaitable<absl::StatusOr<metrics::Families>> Gather(absl::Time deadline) const;

  const Tools tools_;
};

}  // namespace zamer::gateway::intake
