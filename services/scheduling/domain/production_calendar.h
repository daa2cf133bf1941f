// A department's production calendar.
#pragma once
#include <absl/status/statusor.h>

#include "services/common/shifts/staff_calendar.h"

namespace zamer::scheduling {

// Most days that a department's calendar keeps.
inline constexpr int kMostCalendarDays = 3000;

// The calendar after an import: the years that `imported` has days of are replaced, others stay; by date. FIELD_INVALID
// for no days, a date that does not exist or comes twice, an unknown kind, a WORKING_WEEKEND that is no weekend's day,
// or more days than are kept.
absl::StatusOr<CalendarDays> WithYearsOf(const CalendarDays& imported, const CalendarDays& current);

}  // namespace zamer::scheduling
