// Coming to work and leaving it.
#pragma once
#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include "services/common/time/interval.h"
#include "services/scheduling/domain/employee_step.h"
#include "services/scheduling/domain/meeting_steps.h"
#include "zamer/scheduling/v1/scheduling_records.pb.h"

namespace zamer::scheduling {

// How long a check-in outside of a shift holds when nobody checks out.
inline constexpr absl::Duration kCheckInLimit = absl::Hours(12);

// Whether the employee checked in and is still at work at `now`.
bool IsAtWork(const v1::Employee& employee, absl::Time now);

// Whether the employee is to be counted on at `now`: at work by a check-in that no absence has ended, or else by a
// shift that covers `now` and that he has not left, unless the department wants people to check in.
absl::StatusOr<bool> IsOnShift(const v1::Employee& employee, const v1::Roster& roster, absl::Time now);

// Whether the employee was at work at some time from the shift's start until `now`.
bool HasCome(const v1::Employee& employee, const Interval& shift, absl::Time now);

// The employee at work from `now` on, until the end of the shift; a break for lunch does not end it. Who is at work
// stays since he came, and nothing more is told. EMPLOYEE_DISMISSED; ROLE_NOT_ALLOWED for an actor who is neither the
// employee nor the sales head.
absl::StatusOr<EmployeeStep> CheckIn(v1::Employee employee, const v1::Roster& roster, const Actor& actor,
                                     absl::Time now);

// The employee gone. NOT_CHECKED_IN when he is not at work; ROLE_NOT_ALLOWED as above.
absl::StatusOr<EmployeeStep> CheckOut(v1::Employee employee, const Actor& actor, absl::Time now);

// When the employee wants to be looked at: a check-in runs out or an absence starts; never when there is neither.
absl::Time TimerOf(const v1::Employee& employee);

// When the check-in runs out; never for who is not checked in.
absl::Time ExpiryOf(const v1::Employee& employee);

// Ends a check-in that ran out by `now`.
void ExpireCheckIn(EmployeeStep& step, absl::Time now);

}  // namespace zamer::scheduling
