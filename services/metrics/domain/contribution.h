// What one lead adds to the counters. At any moment every counter is the sum of these over all facts, whatever the way
// that led there: docs/adr/0007-metrics-facts-and-contributions.md.
#pragma once
#include <absl/time/time.h>

#include <vector>

#include "services/metrics/domain/cells.h"
#include "zamer/metrics/v1/metrics_records.pb.h"

namespace zamer::metrics {

// In both bases, on the days of `zone`; nothing while the lead is not known to be created. The credits view into
// `facts`, which must outlive the result.
std::vector<Amount> Contribution(const v1::LeadFacts& facts, const absl::TimeZone& zone);

}  // namespace zamer::metrics
