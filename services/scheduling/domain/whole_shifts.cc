#include "services/scheduling/domain/whole_shifts.h"

#include "services/common/shifts/staff_calendar.h"
#include "services/common/status/macros.h"
#include "services/common/time/staffed_time.h"
#include "services/common/time/zone.h"

namespace zamer::scheduling {

absl::StatusOr<std::vector<Interval>> WholeShifts(const v1::Employee& employee, const Rules& rules,
                                                  const Interval& range) {
  ZAMER_ASSIGN_OR_RETURN(const StaffedTime staffed,
                         StaffedTime::Create(StaffCalendarOf(employee, rules.calendar_days, rules.zone)));
  std::vector<Interval> shifts;
  for (const Interval& part : staffed.Within(range)) {
    const bool goes_on = !shifts.empty() && part.start - shifts.back().end <= kLongestBreak &&
                         DayOf(part.start, rules.zone) == DayOf(shifts.back().start, rules.zone);
    if (goes_on) {
      shifts.back().end = part.end;
    } else {
      shifts.push_back(part);
    }
  }
  return shifts;
}

}  // namespace zamer::scheduling
