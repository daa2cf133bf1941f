// Coverage for Prometheus.
#pragma once
#include <absl/time/time.h>
#include <prometheus/collectable.h>

#include <asio/awaitable.hpp>
#include <asio/io_context.hpp>
#include <string>
#include <vector>

#include "services/common/metrics/collect_on_loop.h"
#include "services/common/metrics/sample_set.h"
#include "services/common/store/store.h"
#include "services/common/time/clock.h"

namespace zamer::scheduling {

// Works out at each scrape, from what is stored, how many lead managers are on shift now and how many opening hours
// ahead are thin: right after a restart, and as time passes. Names and labels: docs/kpi.md. `zamer_coverage_up` is 0
// when it could not be worked out in time.
//
// Collect runs on the exposer's thread and waits for the loop; the rest happens on the loop. Must be destroyed after
// the exposer, and the loop must run while scrapes may come.
class CoverageCollector final : public prometheus::Collectable {
 public:
  static constexpr absl::Duration kPatience = absl::Seconds(2);

  CoverageCollector(asio::io_context& loop, const Clock& clock, store::Store& store)
      : loop_(loop), clock_(clock), store_(store) {}

  std::vector<prometheus::MetricFamily> Collect() const override;

  // What Collect waits for. Loop thread only.
  asio::awaitable<absl::StatusOr<metrics::Families>> Gather(absl::Time deadline) const;

 private:
  asio::awaitable<absl::Status> GatherDepartment(std::string department, metrics::SampleSet& samples,
                                                 absl::Time deadline) const;

  asio::io_context& loop_;
  const Clock& clock_;
  store::Store& store_;
};

}  // namespace zamer::scheduling
