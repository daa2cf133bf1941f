#pragma once

#include <absl/time/time.h>
#include <prometheus/collectable.h>

#include <vector>

namespace zamer::metrics {

// The `process_*` basics that Prometheus clients of other languages export: memory, descriptors, CPU and start time.
// Read from /proc when scraped; a value that cannot be read is left out. Thread-safe.
class ProcessMetrics final : public prometheus::Collectable {
 public:
  explicit ProcessMetrics(absl::Time started) : started_(started) {}

  std::vector<prometheus::MetricFamily> Collect() const override;

 private:
  absl::Time started_;
};

}  // namespace zamer::metrics
