// Shifts of single days, in place of an employee's usual ones.
#pragma once
#include <absl/status/statusor.h>

#include "google/type/date.pb.h"
#include "zamer/scheduling/v1/department.pb.h"

namespace zamer::scheduling {

// Most days with shifts of their own that one employee's record keeps.
inline constexpr int kMostDayShifts = 500;

// The employee with these shifts on that day. EMPLOYEE_DISMISSED, SHIFT_INVALID; FIELD_INVALID for a day that does not
// exist or one more than are kept.
absl::StatusOr<v1::Employee> WithDayShifts(v1::Employee employee, const v1::DayShifts& day_shifts);

// The employee with the usual shifts on that day. FIELD_INVALID where it had none of its own.
absl::StatusOr<v1::Employee> WithoutDayShifts(v1::Employee employee, const google::type::Date& date);

}  // namespace zamer::scheduling
