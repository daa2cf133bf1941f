// Metric families made of KPI rows.
#pragma once
#include <string>
#include <string_view>

#include "services/common/metrics/sample_set.h"
#include "zamer/metrics/v1/metrics_service.pb.h"

namespace zamer::metrics {

// Adds a row's values, each under the names that its kind has: see docs/kpi.md. A row of one value of a dimension is
// without what has no cases there: most people have no part in most KPIs.
void ExposeKpis(const v1::KpiRow& row, const SampleSet::Labels& labels, SampleSet& samples);

}  // namespace zamer::metrics
