#include "services/scheduling/domain/production_calendar.h"

#include <absl/strings/str_cat.h>

#include <iterator>
#include <map>
#include <set>
#include <string>

#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/common/time/timestamps.h"

namespace zamer::scheduling {
namespace {

using Kind = v1::CalendarDay;
using DaysByDate = std::map<absl::CivilDay, const v1::CalendarDay*>;

bool IsWeekend(absl::CivilDay day) { return absl::GetWeekday(day) >= absl::Weekday::saturday; }

void CheckKind(const v1::CalendarDay& each, absl::CivilDay day, const std::string& field, Violations& violations) {
  if (each.kind() == Kind::KIND_UNSPECIFIED || !v1::CalendarDay::Kind_IsValid(each.kind())) {
    violations.Add(field + ".kind", "must be DAY_OFF, SHORT_DAY or WORKING_WEEKEND");
  }
  if (each.kind() == Kind::WORKING_WEEKEND && !IsWeekend(day)) {
    violations.Add(field + ".kind", "must not be WORKING_WEEKEND from Monday to Friday");
  }
}

absl::StatusOr<DaysByDate> Checked(const CalendarDays& imported) {
  Violations violations;
  DaysByDate days;
  if (imported.empty()) violations.Add("days", "must not be empty");
  for (int i = 0; i < imported.size(); ++i) {
    const std::string field = absl::StrCat("days[", i, "]");
    const absl::StatusOr<absl::CivilDay> day = FromDate(imported[i].date());
    if (!day.ok()) {
      violations.Add(field + ".date", "must be a whole date that exists");
      continue;
    }
    CheckKind(imported[i], *day, field, violations);
    if (!days.emplace(*day, &imported[i]).second) violations.Add(field + ".date", "must not come twice");
  }
  ZAMER_RETURN_IF_ERROR(violations.ToStatus());
  return days;
}

}  // namespace

absl::StatusOr<CalendarDays> WithYearsOf(const CalendarDays& imported, const CalendarDays& current) {
  ZAMER_ASSIGN_OR_RETURN(DaysByDate days, Checked(imported));
  std::set<absl::civil_year_t> years;
  for (const auto& [day, each] : days) years.insert(day.year());
  for (const v1::CalendarDay& each : current) {
    if (!years.contains(each.date().year())) days.emplace(FromDate(each.date()).value(), &each);
  }
  if (std::ssize(days) > kMostCalendarDays) {
    Violations violations;
    violations.Add("days", "must leave the calendar with at most 3000 days");
    return violations.ToStatus();
  }
  CalendarDays all;
  all.Reserve(static_cast<int>(days.size()));
  for (const auto& [day, each] : days) *all.Add() = *each;
  return all;
}

}  // namespace zamer::scheduling
