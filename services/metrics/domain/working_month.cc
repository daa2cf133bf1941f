#include "services/metrics/domain/working_month.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>
#include <vector>

#include "services/common/status/macros.h"
#include "services/common/time/months.h"
#include "services/common/time/staffed_time.h"
#include "services/common/time/zone.h"
#include "services/metrics/domain/facts.h"

namespace zamer::metrics {
namespace {

// When the opening hours of each weekday end, in minutes of the day; 0 for a day off.
using Closing = std::array<int, 7>;

Closing ClosingOf(const std::vector<WeeklyShift>& hours) {
  Closing closing{};
  for (const WeeklyShift& shift : hours) {
    int& end = closing[static_cast<std::size_t>(shift.weekday - 1)];
    end = std::max(end, shift.end_minute);
  }
  return closing;
}

void CountDays(const Closing& closing, absl::CivilMonth month, const absl::TimeZone& zone, absl::Time now,
               v1::WorkingMonth& working) {
  for (absl::CivilDay day(month); absl::CivilMonth(day) == month; ++day) {
    const int end = closing[static_cast<std::size_t>(absl::GetWeekday(day))];
    if (end == 0) continue;
    working.set_working_days(working.working_days() + 1);
    const bool ahead = now < FirstInstantAt(absl::CivilSecond(day) + absl::civil_diff_t{60} * end, zone);
    working.set_working_days_left(working.working_days_left() + (ahead ? 1 : 0));
  }
}

void ShareTime(const StaffedTime& open, absl::CivilMonth month, const absl::TimeZone& zone, absl::Time now,
               v1::WorkingMonth& working) {
  const absl::Time begin = StartOfDay(absl::CivilDay(month), zone);
  const absl::Time end = StartOfDay(absl::CivilDay(month + 1), zone);
  const absl::Duration whole = open.StaffedBetween(begin, end);
  working.set_elapsed(absl::FDivDuration(open.StaffedBetween(begin, std::min(now, end)), whole));
  absl::Duration passed;
  for (absl::CivilDay day(month); absl::CivilMonth(day) == month; ++day) {
    passed += open.StaffedBetween(StartOfDay(day, zone), StartOfDay(day + 1, zone));
    working.add_elapsed_by_day(absl::FDivDuration(passed, whole));
  }
}

}  // namespace

absl::StatusOr<v1::WorkingMonth> WorkingMonthOf(const v1::DepartmentFacts& department, absl::CivilMonth month,
                                                absl::Time now) {
  ZAMER_ASSIGN_OR_RETURN(const absl::TimeZone zone, LoadZone(department.time_zone()));
  const std::vector<WeeklyShift> hours = OpeningHoursOf(department);
  StaffCalendar calendar;
  calendar.zone = zone;
  calendar.weekly = hours;
  ZAMER_ASSIGN_OR_RETURN(const StaffedTime open, StaffedTime::Create(std::move(calendar)));
  v1::WorkingMonth working;
  *working.mutable_month() = MonthDate(month);
  CountDays(ClosingOf(hours), month, zone, now, working);
  ShareTime(open, month, zone, now, working);
  return working;
}

}  // namespace zamer::metrics
