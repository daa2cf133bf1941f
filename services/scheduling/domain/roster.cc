#include "services/scheduling/domain/roster.h"

#include <algorithm>
#include <string>
#include <utility>

#include "services/common/names/names.h"
#include "services/common/time/timestamps.h"

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
  designer.set_turn_weight(TurnWeight(employee));
  return designer;
}

bool Serves(const v1::Roster::Designer& designer, std::string_view city) {
  return city.empty() || designer.cities().empty() ||
         std::ranges::find(designer.cities(), city) != designer.cities().end();
}

}  // namespace

std::vector<WeeklyShift> ShiftsOf(const google::protobuf::RepeatedPtrField<v1::WeeklyShift>& shifts) {
  std::vector<WeeklyShift> result;
  result.reserve(shifts.size());
  for (const v1::WeeklyShift& shift : shifts) {
    result.push_back({shift.weekday(), shift.start_minute(), shift.end_minute()});
  }
  return result;
}

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

absl::StatusOr<StaffedTime> WorkingTimeOf(const v1::Roster::Designer& designer, const absl::TimeZone& zone) {
  std::vector<Interval> absences;
  for (const v1::TimeOff& off : designer.time_offs()) {
    absences.push_back({FromTimestamp(off.start_time()), FromTimestamp(off.end_time())});
  }
  return StaffedTime::Create(StaffCalendar{.zone = zone,
                                           .weekly = ShiftsOf(designer.weekly_shifts()),
                                           .overrides = {},
                                           .time_off = IntervalSet(std::move(absences))});
}

}  // namespace zamer::scheduling
