#include "services/common/metrics/sample_set.h"

namespace zamer::metrics {

void SampleSet::Gauge(const std::string& name, std::string_view help, double value, const Labels& labels) {
  Add(prometheus::MetricType::Gauge, name, help, labels).gauge.value = value;
}

void SampleSet::Counter(const std::string& name, std::string_view help, double value, const Labels& labels) {
  Add(prometheus::MetricType::Counter, name, help, labels).counter.value = value;
}

prometheus::ClientMetric& SampleSet::Add(prometheus::MetricType type, const std::string& name, std::string_view help,
                                         const Labels& labels) {
  prometheus::MetricFamily& family = families_[name];
  family.name = name;
  family.help = help;
  family.type = type;
  prometheus::ClientMetric& metric = family.metric.emplace_back();
  metric.label.reserve(labels.size());
  for (const auto& [label, text] : labels) metric.label.push_back({label, text});
  return metric;
}

Families SampleSet::Take() && {
  Families families;
  families.reserve(families_.size());
  for (auto& [name, family] : families_) families.push_back(std::move(family));
  return families;
}

}  // namespace zamer::metrics
