// The working time of a month: how much of it has passed, and how many days of it are left.
#pragma once
#include <absl/status/statusor.h>
#include <absl/time/civil_time.h>
#include <absl/time/time.h>

#include "zamer/metrics/v1/metrics_records.pb.h"
#include "zamer/metrics/v1/target.pb.h"

namespace zamer::metrics {

// Working time is the department's opening hours: all that the department itself says of when it works. What of them
// runs past the month's last midnight is the next month's. TIME_ZONE_UNKNOWN or SHIFT_INVALID for facts that no
// scheduling service told.
absl::StatusOr<v1::WorkingMonth> WorkingMonthOf(const v1::DepartmentFacts& department, absl::CivilMonth month,
                                                absl::Time now);

}  // namespace zamer::metrics
