// What a number counts, case by case.
#pragma once
#include <absl/time/time.h>
#include <google/protobuf/duration.pb.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "services/metrics/domain/cells.h"
#include "services/metrics/domain/query_plan.h"
#include "zamer/metrics/v1/metrics_service.pb.h"

namespace zamer::metrics {

// What one subject adds on one day with one credit.
struct Case {
  // kUnknownDay where history does not say.
  Day day = 0;
  Credit credit = {};
  std::int64_t amount = 0;
  // Of durations and ages.
  std::optional<google::protobuf::Duration> duration = {};
};

// The cases among what one subject adds to all counters, by day and credit. Summed over all subjects, their amounts are
// what a query answers at `now`: the same terms of the same cells, before those are spread and summed. What adds and
// takes off on the same day is no case. The credits are views as those of `amounts` are.
std::vector<Case> FindCases(const CasePlan& plan, const std::vector<Amount>& amounts, absl::Time now);

// As callers see it. `subject`: its resource name.
v1::KpiCase ShownCase(const CasePlan& plan, std::string subject, const Case& found);

}  // namespace zamer::metrics
