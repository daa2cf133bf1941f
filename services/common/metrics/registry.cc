#include "services/common/metrics/registry.h"

#include <prometheus/gauge.h>
#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>

#include <iterator>
#include <utility>

namespace zamer::metrics {

Registry::Registry(const BuildInfo& build, absl::Time started)
    : families_(std::make_shared<prometheus::Registry>()), process_(std::make_shared<ProcessMetrics>(started)) {
  prometheus::BuildGauge()
      .Name("zamer_build_info")
      .Help("Always 1; the labels say what runs.")
      .Register(*families_)
      .Add({{"service", build.service}, {"version", build.version}})
      .Set(1);
}

std::string Registry::Text() const {
  std::vector<prometheus::MetricFamily> all = families_->Collect();
  for (prometheus::MetricFamily& family : process_->Collect()) all.push_back(std::move(family));
  for (const auto& collectable : included_) {
    for (prometheus::MetricFamily& family : collectable->Collect()) all.push_back(std::move(family));
  }
  return prometheus::TextSerializer().Serialize(all);
}

}  // namespace zamer::metrics
