#include "services/metrics/exposed_targets.h"

#include <algorithm>
#include <optional>
#include <string>
#include <tuple>

#include "services/common/names/names.h"
#include "services/metrics/domain/cells.h"

namespace zamer::metrics {
namespace {

using Labels = SampleSet::Labels;

const char* UnitOf(const v1::Target& target) {
  if (target.has_money()) return "minor_units";
  return target.has_share_bps() ? "share" : "count";
}

Labels LabelsOf(const v1::Target& target) {
  Labels labels = {
      {"department", std::string(DepartmentOf(target.name()))}, {"kpi", target.kpi()}, {"unit", UnitOf(target)}};
  if (target.employee().empty()) {
    labels.emplace_back("by", "all");
    return labels;
  }
  const std::string by(NameOf(target.dimension()));
  labels.emplace_back("by", by);
  labels.emplace_back(by, std::string(LastSegment(target.employee())));
  return labels;
}

void ExposeTarget(const v1::Target& target, SampleSet& samples) {
  const Labels labels = LabelsOf(target);
  const v1::TargetProgress& progress = target.progress();
  samples.Gauge("zamer_target", "What the month is to come to.", ValueOf(target), labels);
  if (const std::optional<double> fact = FactOf(target, progress.fact())) {
    samples.Gauge("zamer_target_fact", "What is reached of a target.", *fact, labels);
  }
  if (progress.has_expected()) {
    samples.Gauge("zamer_target_expected", "What would be reached of a target if it came evenly.", progress.expected(),
                  labels);
  }
  if (progress.has_run_rate()) {
    samples.Gauge("zamer_target_run_rate", "What the month comes to if it goes on as until now.", progress.run_rate(),
                  labels);
  }
  if (progress.has_needed()) {
    samples.Gauge("zamer_target_needed", "What is missing to a target.", static_cast<double>(progress.needed()),
                  labels);
  }
}

}  // namespace

void ExposePlan(const std::string& department, const v1::WorkingMonth& month, TargetReader::Targets targets,
                SampleSet& samples) {
  const Labels labels = {{"department", department}};
  samples.Gauge("zamer_month_elapsed", "Share of the month's working time that has passed.", month.elapsed(), labels);
  samples.Gauge("zamer_month_working_days", "Working days of the month.", month.working_days(), labels);
  samples.Gauge("zamer_month_working_days_left", "Working days of the month that are left.", month.working_days_left(),
                labels);
  std::sort(targets.pointer_begin(), targets.pointer_end(), [](const v1::Target* a, const v1::Target* b) {
    return std::forward_as_tuple(!a->employee().empty(), a->name()) <
           std::forward_as_tuple(!b->employee().empty(), b->name());
  });
  const int shown = std::min(targets.size(), kMostShownTargets);
  for (int i = 0; i < shown; ++i) ExposeTarget(targets[i], samples);
  if (targets.size() > shown) {
    samples.Gauge("zamer_targets_hidden", "Targets that are not shown, since there are too many.",
                  targets.size() - shown, labels);
  }
}

}  // namespace zamer::metrics
