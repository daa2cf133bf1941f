// Whether people come to their shifts in time.
#pragma once
#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include "services/scheduling/domain/employee_step.h"
#include "zamer/scheduling/v1/people_records.pb.h"
#include "zamer/scheduling/v1/scheduling_records.pb.h"

namespace zamer::scheduling {

// When the next look is due; never where there is nothing to look at.
absl::Time TimerOf(const v1::ShiftWatch& watch);

// The watch after the employee or his shifts changed. A look that is due already stays due.
absl::StatusOr<v1::ShiftWatch> Rearm(v1::ShiftWatch watch, const v1::Employee& employee, const v1::Roster& roster,
                                     absl::Time now);

// Looks at the shifts whose grace is over by `now`, each once: adds a ShiftMissed to `step` for one under way to which
// the employee has not come, where the department wants people to check in. Then the watch is as after Rearm.
absl::StatusOr<v1::ShiftWatch> Look(v1::ShiftWatch watch, const v1::Roster& roster, absl::Time now, EmployeeStep& step);

}  // namespace zamer::scheduling
