// Employees who are out: dismissed, ill or on vacation.
#pragma once
#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <string_view>

#include "services/scheduling/domain/employee_step.h"
#include "zamer/scheduling/v1/scheduling_service.pb.h"

namespace zamer::scheduling {

// The employee after leaving for good, which is told once.
EmployeeStep Dismiss(v1::Employee employee, absl::Time now);

// The step that a request asks for; `id` is that of the absence. What starts later is told when it starts (see
// TellDropOuts). EMPLOYEE_DISMISSED, but for a second dismissal; FIELD_INVALID for an unknown cause or for times that
// do not go with it.
absl::StatusOr<EmployeeStep> DropOut(v1::Employee employee, const v1::DropOutRequest& request, std::string_view id,
                                     absl::Time now);

// When the next illness or vacation starts that has not been told; never where there is none.
absl::Time NextDropOut(const v1::Employee& employee);

// Tells illnesses and vacations that have started by `now`, each once; those that are over by then no more.
void TellDropOuts(EmployeeStep& step, absl::Time now);

}  // namespace zamer::scheduling
