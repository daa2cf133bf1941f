// Metric families made of KPI rows.
#pragma once
#include <prometheus/metric_family.h>

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "services/metrics/domain/query_plan.h"
#include "zamer/metrics/v1/metrics_service.pb.h"

namespace zamer::metrics {

// Collects samples by family name. A value.
class ExposedKpis {
 public:
  using Labels = std::vector<std::pair<std::string, std::string>>;

  // A row's values, each under the names that its kind has: see docs/kpi.md.
  void Add(const v1::KpiRow& row, const Labels& labels);
  // One sample.
  void Set(const std::string& name, std::string_view help, prometheus::MetricType type, const Labels& labels,
           double value);

  std::vector<prometheus::MetricFamily> Take() &&;

 private:
  void Gauge(const std::string& name, std::string_view help, const Labels& labels, double value) {
    Set(name, help, prometheus::MetricType::Gauge, labels, value);
  }
  void AddDistribution(const std::string& name, std::string_view help, const v1::Distribution& distribution,
                       const Labels& labels);
  void AddSpread(const std::string& name, std::string_view help, const v1::Spread& spread, const Labels& labels);

  std::map<std::string, prometheus::MetricFamily> families_;
};

}  // namespace zamer::metrics
