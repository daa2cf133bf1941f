#include "services/scheduling/domain/roster.h"

#include <algorithm>
#include <string>

#include "services/common/names/names.h"
#include "services/common/shifts/staff_calendar.h"

namespace zamer::scheduling {
namespace {

bool IsDesigner(const v1::Employee& employee) {
  return employee.state() == v1::Employee::EMPLOYED &&
         std::ranges::find(employee.roles(), type::v1::DESIGNER) != employee.roles().end();
}

v1::Roster::Designer DesignerOf(const v1::Employee& employee) {
  v1::Roster::Designer designer;
  designer.set_employee_id(std::string(LastSegment(employee.name())));
  *designer.mutable_cities() = employee.cities();
  *designer.mutable_weekly_shifts() = employee.weekly_shifts();
  *designer.mutable_time_offs() = employee.time_offs();
  if (employee.has_shift_rotation()) *designer.mutable_shift_rotation() = employee.shift_rotation();
  designer.set_works_on_days_off(employee.works_on_days_off());
  *designer.mutable_day_shifts() = employee.day_shifts();
  designer.set_turn_weight(TurnWeight(employee));
  return designer;
}

bool Serves(const v1::Roster::Designer& designer, std::string_view city) {
  return city.empty() || designer.cities().empty() ||
         std::ranges::find(designer.cities(), city) != designer.cities().end();
}

}  // namespace

int TurnWeight(const v1::Employee& employee) { return employee.has_turn_weight() ? employee.turn_weight() : 100; }

void CopyTo(v1::Roster& roster, const v1::Employee& employee) {
  auto& designers = *roster.mutable_designers();
  const std::string_view id = LastSegment(employee.name());
  const auto [first, last] =
      std::ranges::remove_if(designers, [&](const v1::Roster::Designer& each) { return each.employee_id() == id; });
  designers.erase(first, last);
  if (!IsDesigner(employee)) return;
  *designers.Add() = DesignerOf(employee);
  std::ranges::sort(designers, {}, &v1::Roster::Designer::employee_id);
}

const v1::Roster::Designer* FindDesigner(const v1::Roster& roster, std::string_view employee_id) {
  const auto found = std::ranges::find_if(
      roster.designers(), [&](const v1::Roster::Designer& each) { return each.employee_id() == employee_id; });
  return found == roster.designers().end() ? nullptr : &*found;
}

std::vector<const v1::Roster::Designer*> DesignersFor(const v1::Roster& roster, std::string_view city,
                                                      std::string_view employee_id) {
  std::vector<const v1::Roster::Designer*> found;
  for (const v1::Roster::Designer& each : roster.designers()) {
    if (!Serves(each, city) || (!employee_id.empty() && each.employee_id() != employee_id)) continue;
    found.push_back(&each);
  }
  return found;
}

absl::StatusOr<StaffedTime> WorkingTimeOf(const v1::Roster::Designer& designer, const Rules& rules) {
  return StaffedTime::Create(StaffCalendarOf(designer, rules.calendar_days, rules.zone));
}

}  // namespace zamer::scheduling
