// The same numbers for Prometheus.
#pragma once
#include <absl/time/time.h>
#include <prometheus/collectable.h>

#include <asio/awaitable.hpp>
#include <asio/io_context.hpp>
#include <memory>
#include <vector>

#include "services/common/time/clock.h"
#include "services/metrics/kpi_reader.h"
#include "services/metrics/target_reader.h"

namespace zamer::metrics {

// Reads the counters in Redis at each scrape, so the numbers survive restarts and are the same on every replica.
// KPIs can be corrected, so they are gauges over windows that end today; what never shrinks is a counter.
// Names and labels: docs/kpi.md. `zamer_kpi_up` is 0 when the numbers could not be read in time.
//
// Collect runs on the exposer's thread and waits for the loop; the rest happens on the loop. Must be destroyed after
// the exposer, and the loop must run while scrapes may come.
class PrometheusCollector final : public prometheus::Collectable {
 public:
  static constexpr absl::Duration kPatience = absl::Seconds(2);
  // Most values of a dimension that are shown, the ones with most leads first; the rest is counted in
  // `zamer_kpi_values_hidden`.
  static constexpr std::size_t kMostValues = 50;

  PrometheusCollector(asio::io_context& loop, const Clock& clock, KpiReader& reader, TargetReader& targets)
      : loop_(loop), clock_(clock), reader_(reader), targets_(targets) {}

  std::vector<prometheus::MetricFamily> Collect() const override;

  // What Collect waits for. Loop thread only.
  asio::awaitable<absl::StatusOr<std::vector<prometheus::MetricFamily>>> Gather(absl::Time deadline) const;

 private:
  asio::io_context& loop_;
  const Clock& clock_;
  KpiReader& reader_;
  TargetReader& targets_;
};

}  // namespace zamer::metrics
