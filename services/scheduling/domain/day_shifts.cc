#include "services/scheduling/domain/day_shifts.h"

#include <algorithm>
#include <tuple>

#include "services/common/shifts/staff_calendar.h"
#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/common/time/timestamps.h"
#include "services/scheduling/domain/employee.h"

namespace zamer::scheduling {
namespace {

std::tuple<int, int, int> PartsOf(const google::type::Date& date) { return {date.year(), date.month(), date.day()}; }

// Whether there was such a day.
bool Remove(v1::Employee& employee, const google::type::Date& date) {
  auto& days = *employee.mutable_day_shifts();
  const auto [first, last] =
      std::ranges::remove_if(days, [&](const v1::DayShifts& day) { return PartsOf(day.date()) == PartsOf(date); });
  if (first == last) return false;
  days.erase(first, last);
  return true;
}

}  // namespace

absl::StatusOr<v1::Employee> WithDayShifts(v1::Employee employee, const v1::DayShifts& day_shifts) {
  ZAMER_RETURN_IF_ERROR(CheckEmployed(employee));
  Violations violations;
  if (!FromDate(day_shifts.date()).ok()) violations.Add("day_shifts.date", "must be a whole date that exists");
  Remove(employee, day_shifts.date());
  if (employee.day_shifts_size() >= kMostDayShifts) {
    violations.Add("name", "must have fewer than 500 days with shifts of their own; clear old ones");
  }
  ZAMER_RETURN_IF_ERROR(violations.ToStatus());
  *employee.add_day_shifts() = day_shifts;
  ZAMER_RETURN_IF_ERROR(StaffedTime::Create(StaffCalendarOf(employee, {}, absl::UTCTimeZone())).status());
  std::ranges::sort(*employee.mutable_day_shifts(), {}, [](const v1::DayShifts& day) { return PartsOf(day.date()); });
  return employee;
}

absl::StatusOr<v1::Employee> WithoutDayShifts(v1::Employee employee, const google::type::Date& date) {
  if (Remove(employee, date)) return employee;
  Violations violations;
  violations.Add("date", "must be a day that has shifts of its own");
  return violations.ToStatus();
}

}  // namespace zamer::scheduling
