#include "services/scheduling/domain/employee.h"

#include <algorithm>
#include <string>
#include <vector>

#include "services/common/names/names.h"
#include "services/common/shifts/staff_calendar.h"
#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/common/time/staffed_time.h"
#include "services/common/time/timestamps.h"
#include "services/common/update/update.h"
#include "services/scheduling/domain/belongs.h"
#include "services/scheduling/domain/roster.h"

namespace zamer::scheduling {
namespace {

constexpr absl::Duration kLongestTimeOff = absl::Hours(24 * 366 * 5);

bool IsForPeople(int role) {
  return type::v1::Role_IsValid(role) && role != type::v1::ROLE_UNSPECIFIED && role != type::v1::SERVICE &&
         role != type::v1::OPERATOR;
}

absl::Status Check(const v1::Employee& employee) {
  Violations violations;
  if (employee.display_name().empty()) violations.Add("employee.display_name", "must not be empty");
  if (employee.roles().empty()) violations.Add("employee.roles", "must name at least one role");
  if (!std::ranges::all_of(employee.roles(), IsForPeople)) {
    violations.Add("employee.roles", "must be roles of people, not of programs");
  }
  for (const std::string& channel : employee.channels()) {
    CheckBelongs(channel, employee.name(), "employee.channels", violations);
  }
  if (employee.has_shift_rotation() && !FromDate(employee.shift_rotation().start_date()).ok()) {
    violations.Add("employee.shift_rotation.start_date", "must be a whole date that exists");
  }
  ZAMER_RETURN_IF_ERROR(violations.ToStatus());
  return StaffedTime::Create(StaffCalendarOf(employee, {}, absl::UTCTimeZone())).status();
}

absl::Status Check(const v1::TimeOff& time_off, const v1::Employee& employee) {
  Violations violations;
  const absl::Time start = FromTimestamp(time_off.start_time());
  const absl::Time end = FromTimestamp(time_off.end_time());
  const bool valid = IsValid(time_off.start_time()) && IsValid(time_off.end_time());
  if (!valid || end <= start || end - start > kLongestTimeOff) {
    violations.Add("time_off.end_time", "must be after the start, at most five years");
  }
  if (!v1::TimeOff::Kind_IsValid(time_off.kind())) {
    violations.Add("time_off.kind", "must be DAY_OFF, SICK or VACATION");
  }
  const auto has_id = [&](const v1::TimeOff& each) { return each.time_off_id() == time_off.time_off_id(); };
  if (std::ranges::any_of(employee.time_offs(), has_id)) {
    violations.Add("time_off.time_off_id", "must be one that the employee does not have yet");
  }
  if (employee.time_offs_size() >= kMostTimeOffs) {
    violations.Add("parent", "must have fewer than 500 absences; cancel old ones");
  }
  return violations.ToStatus();
}

}  // namespace

absl::StatusOr<v1::Employee> NewEmployee(const v1::CreateEmployeeRequest& request, absl::Time now) {
  v1::Employee employee;
  ZAMER_RETURN_IF_ERROR(ApplyUpdate(request.employee(), {}, "employee", employee));
  employee.set_name(Child(request.parent(), "employees", request.employee_id()));
  employee.set_state(v1::Employee::EMPLOYED);
  *employee.mutable_create_time() = ToTimestamp(now);
  ZAMER_RETURN_IF_ERROR(Check(employee));
  return employee;
}

absl::StatusOr<v1::Employee> Updated(v1::Employee employee, const v1::UpdateEmployeeRequest& request) {
  ZAMER_RETURN_IF_ERROR(CheckEmployed(employee));
  ZAMER_RETURN_IF_ERROR(ApplyUpdate(request.employee(), request.update_mask(), "employee", employee));
  ZAMER_RETURN_IF_ERROR(Check(employee));
  return employee;
}

v1::Employee Dismissed(v1::Employee employee) {
  employee.set_state(v1::Employee::DISMISSED);
  return employee;
}

absl::StatusOr<v1::Employee> WithTimeOff(v1::Employee employee, const v1::CreateTimeOffRequest& request,
                                         std::string_view id) {
  ZAMER_RETURN_IF_ERROR(CheckEmployed(employee));
  v1::TimeOff time_off = request.time_off();
  time_off.clear_dropped_out();
  if (time_off.time_off_id().empty()) time_off.set_time_off_id(std::string(id));
  ZAMER_RETURN_IF_ERROR(Check(time_off, employee));
  *employee.add_time_offs() = std::move(time_off);
  std::ranges::sort(*employee.mutable_time_offs(), {},
                    [](const v1::TimeOff& each) { return FromTimestamp(each.start_time()); });
  return employee;
}

absl::StatusOr<v1::Employee> WithoutTimeOff(v1::Employee employee, std::string_view time_off_id) {
  const auto [first, last] = std::ranges::remove_if(
      *employee.mutable_time_offs(), [&](const v1::TimeOff& each) { return each.time_off_id() == time_off_id; });
  if (first == last) {
    Violations violations;
    violations.Add("time_off_id", "must be the id of an absence that the employee has");
    return violations.ToStatus();
  }
  employee.mutable_time_offs()->erase(first, last);
  return employee;
}

absl::Status CheckEmployed(const v1::Employee& employee) {
  if (employee.state() != v1::Employee::DISMISSED) return absl::OkStatus();
  return FailedPrecondition(Reason::kEmployeeDismissed, "The employee left; choose one who works here.",
                            {{"employee", employee.name()}});
}

v1::EmployeeChanged FactOf(const v1::Employee& employee) {
  v1::EmployeeChanged fact;
  fact.set_employee(employee.name());
  *fact.mutable_roles() = employee.roles();
  *fact.mutable_cities() = employee.cities();
  *fact.mutable_weekly_shifts() = employee.weekly_shifts();
  *fact.mutable_time_offs() = employee.time_offs();
  fact.set_turn_weight(TurnWeight(employee));
  fact.set_open_lead_cap(employee.open_lead_cap());
  fact.set_state(employee.state());
  *fact.mutable_channels() = employee.channels();
  if (employee.has_shift_rotation()) *fact.mutable_shift_rotation() = employee.shift_rotation();
  fact.set_works_on_days_off(employee.works_on_days_off());
  *fact.mutable_day_shifts() = employee.day_shifts();
  if (employee.has_presence()) *fact.mutable_presence() = employee.presence();
  return fact;
}

}  // namespace zamer::scheduling
