// Metric families made of plan and fact.
#pragma once
#include "services/common/metrics/sample_set.h"
#include "services/metrics/target_reader.h"

namespace zamer::metrics {

// Most targets of a department that are shown, its own before those of people; how many are not is counted in
// `zamer_targets_hidden`.
inline constexpr int kMostShownTargets = 200;

// Adds a month's working time, and its targets with their progress; names and labels: docs/kpi.md.
void ExposePlan(const std::string& department, const v1::WorkingMonth& month, TargetReader::Targets targets,
                SampleSet& samples);

}  // namespace zamer::metrics
