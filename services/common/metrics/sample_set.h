// What a collector gathers for one scrape.
#pragma once
#include <prometheus/metric_family.h>

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "services/common/metrics/collect_on_loop.h"

namespace zamer::metrics {

// Samples, put together by family. A value.
class SampleSet {
 public:
  using Labels = std::vector<std::pair<std::string, std::string>>;

  void Gauge(const std::string& name, std::string_view help, double value, const Labels& labels = {});
  void Counter(const std::string& name, std::string_view help, double value, const Labels& labels = {});

  Families Take() &&;

 private:
  prometheus::ClientMetric& Add(prometheus::MetricType type, const std::string& name, std::string_view help,
                                const Labels& labels);

  std::map<std::string, prometheus::MetricFamily> families_;
};

}  // namespace zamer::metrics
