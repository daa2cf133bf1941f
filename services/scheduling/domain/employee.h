// Decisions on employees and their working time.
#pragma once
#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <string_view>

#include "zamer/scheduling/v1/department.pb.h"
#include "zamer/scheduling/v1/scheduling_events.pb.h"
#include "zamer/scheduling/v1/scheduling_service.pb.h"

namespace zamer::scheduling {

// Most absences that one employee's record keeps.
inline constexpr int kMostTimeOffs = 500;

// The employee that a request asks for. FIELD_INVALID, SHIFT_INVALID.
absl::StatusOr<v1::Employee> NewEmployee(const v1::CreateEmployeeRequest& request, absl::Time now);

// The employee with a request's changes. EMPLOYEE_DISMISSED, FIELD_INVALID, SHIFT_INVALID.
absl::StatusOr<v1::Employee> Updated(v1::Employee employee, const v1::UpdateEmployeeRequest& request);

// The employee after leaving; the same for one who left before.
v1::Employee Dismissed(v1::Employee employee);

// The employee with one more absence; `id` is its id unless the request gives one. EMPLOYEE_DISMISSED, FIELD_INVALID.
absl::StatusOr<v1::Employee> WithTimeOff(v1::Employee employee, const v1::CreateTimeOffRequest& request,
                                         std::string_view id);

// The employee without that absence. FIELD_INVALID where there is none of that id.
absl::StatusOr<v1::Employee> WithoutTimeOff(v1::Employee employee, std::string_view time_off_id);

// EMPLOYEE_DISMISSED for one who left.
absl::Status CheckEmployed(const v1::Employee& employee);

// What other services learn of the employee: all but the display name.
v1::EmployeeChanged FactOf(const v1::Employee& employee);

}  // namespace zamer::scheduling
