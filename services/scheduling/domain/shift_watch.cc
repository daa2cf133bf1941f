#include "services/scheduling/domain/shift_watch.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "services/common/status/macros.h"
#include "services/common/time/timestamps.h"
#include "services/scheduling/domain/presence.h"
#include "services/scheduling/domain/rules.h"
#include "services/scheduling/domain/whole_shifts.h"

namespace zamer::scheduling {
namespace {

// Shifts also follow from the department's calendar, of whose changes a watch is not told.
constexpr absl::Duration kLookAgain = absl::Hours(24);
constexpr absl::Duration kLongestShift = absl::Hours(48);

absl::Time JudgedOf(const v1::ShiftWatch& watch) {
  return watch.has_judged_time() ? FromTimestamp(watch.judged_time()) : absl::InfinitePast();
}

absl::Duration GraceOf(const v1::Roster& roster) { return FromProtoDuration(roster.settings().check_in_grace()); }

bool HasShifts(const v1::Employee& employee) {
  return employee.state() == v1::Employee::EMPLOYED &&
         (employee.weekly_shifts_size() > 0 || employee.has_shift_rotation() || employee.day_shifts_size() > 0);
}

// The shifts that begin after `after`, at most a little after `now`.
absl::StatusOr<std::vector<Interval>> ShiftsAfter(absl::Time after, const v1::Employee& employee,
                                                  const v1::Roster& roster, absl::Time now) {
  ZAMER_ASSIGN_OR_RETURN(const Rules rules, Rules::Of(roster));
  // From well before, so that the parts of a shift are seen together.
  const Interval range{.start = std::max(after, now - kLongestShift) - kLongestShift, .end = now + kLookAgain};
  ZAMER_ASSIGN_OR_RETURN(std::vector<Interval> shifts, WholeShifts(employee, rules, range));
  std::erase_if(shifts, [&](const Interval& shift) { return shift.start <= after; });
  return shifts;
}

void Miss(EmployeeStep& step, const Interval& shift, absl::Time occurred) {
  EmployeeStep::Told& told = step.told.emplace_back(EmployeeStep::Told{.event = {}, .occurred = occurred});
  v1::ShiftMissed& fact = *told.event.mutable_shift_missed();
  fact.set_employee(step.next.name());
  *fact.mutable_roles() = step.next.roles();
  *fact.mutable_shift_start_time() = ToTimestamp(shift.start);
}

// Everything that began up to the grace ago is judged; the next look is when the next shift's grace is over.
absl::StatusOr<v1::ShiftWatch> Judged(v1::ShiftWatch watch, const v1::Employee& employee, const v1::Roster& roster,
                                      absl::Time now) {
  watch.clear_due_time();
  if (!HasShifts(employee)) return watch;
  const absl::Time judged = std::max(JudgedOf(watch), now - GraceOf(roster));
  ZAMER_ASSIGN_OR_RETURN(const std::vector<Interval> ahead, ShiftsAfter(judged, employee, roster, now));
  const absl::Time again = now + kLookAgain;
  const absl::Time due = ahead.empty() ? again : std::min(again, ahead.front().start + GraceOf(roster));
  *watch.mutable_judged_time() = ToTimestamp(judged);
  *watch.mutable_due_time() = ToTimestamp(due);
  return watch;
}

}  // namespace

absl::Time TimerOf(const v1::ShiftWatch& watch) {
  return watch.has_due_time() ? FromTimestamp(watch.due_time()) : absl::InfiniteFuture();
}

absl::StatusOr<v1::ShiftWatch> Rearm(v1::ShiftWatch watch, const v1::Employee& employee, const v1::Roster& roster,
                                     absl::Time now) {
  if (TimerOf(watch) <= now && HasShifts(employee)) return watch;
  return Judged(std::move(watch), employee, roster, now);
}

absl::StatusOr<v1::ShiftWatch> Look(v1::ShiftWatch watch, const v1::Roster& roster, absl::Time now,
                                    EmployeeStep& step) {
  if (HasShifts(step.next) && roster.settings().require_check_in()) {
    ZAMER_ASSIGN_OR_RETURN(const std::vector<Interval> shifts, ShiftsAfter(JudgedOf(watch), step.next, roster, now));
    for (const Interval& shift : shifts) {
      const absl::Time limit = shift.start + GraceOf(roster);
      // Of a shift that is over nobody knows any more who came: the service was down all the time.
      const bool is_due = limit <= now && now < shift.end;
      if (is_due && !HasCome(step.next, shift, now)) Miss(step, shift, limit);
    }
  }
  return Judged(std::move(watch), step.next, roster, now);
}

}  // namespace zamer::scheduling
