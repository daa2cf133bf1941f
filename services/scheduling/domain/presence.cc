#include "services/scheduling/domain/presence.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "services/common/shifts/staff_calendar.h"
#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/common/time/timestamps.h"
#include "services/scheduling/domain/drop_out.h"
#include "services/scheduling/domain/employee.h"
#include "services/scheduling/domain/rules.h"
#include "services/scheduling/domain/whole_shifts.h"

namespace zamer::scheduling {
namespace {

constexpr absl::Duration kDay = absl::Hours(24);

absl::Status CheckOwn(const v1::Employee& employee, const Actor& actor) {
  if (actor.is_sales_head || actor.name == employee.name()) return absl::OkStatus();
  return PermissionDenied(Reason::kRoleNotAllowed, "Ask the employee or the sales head to do it.",
                          {{"employee", employee.name()}});
}

// The shift that covers `now`, its breaks included.
absl::StatusOr<std::optional<Interval>> ShiftAt(const v1::Employee& employee, const v1::Roster& roster,
                                                absl::Time now) {
  ZAMER_ASSIGN_OR_RETURN(const Rules rules, Rules::Of(roster));
  ZAMER_ASSIGN_OR_RETURN(const std::vector<Interval> shifts,
                         WholeShifts(employee, rules, {.start = now - kDay, .end = now + kDay}));
  const auto shift = std::ranges::find_if(shifts, [&](const Interval& each) { return each.Contains(now); });
  return shift == shifts.end() ? std::nullopt : std::optional(*shift);
}

// `before`: the employee before he came. Who comes back from a break is not late.
EmployeeStep::Told CheckedIn(const v1::Employee& before, const std::optional<Interval>& shift,
                             const v1::DepartmentSettings& settings, absl::Time now) {
  EmployeeStep::Told told{.event = {}, .occurred = now};
  v1::EmployeeCheckedIn& fact = *told.event.mutable_employee_checked_in();
  fact.set_employee(before.name());
  *fact.mutable_roles() = before.roles();
  if (shift) {
    *fact.mutable_shift_start_time() = ToTimestamp(shift->start);
    const bool is_after_grace = now > shift->start + FromProtoDuration(settings.check_in_grace());
    fact.set_late(is_after_grace && !HasCome(before, *shift, now));
  }
  return told;
}

void Leave(EmployeeStep& step, absl::Time time) {
  *step.next.mutable_presence()->mutable_check_out_time() = ToTimestamp(time);
  EmployeeStep::Told& told = step.told.emplace_back(EmployeeStep::Told{.event = {}, .occurred = time});
  v1::EmployeeCheckedOut& fact = *told.event.mutable_employee_checked_out();
  fact.set_employee(step.next.name());
  *fact.mutable_roles() = step.next.roles();
}

}  // namespace

bool IsAtWork(const v1::Employee& employee, absl::Time now) {
  return employee.has_presence() && !employee.presence().has_check_out_time() && now < ExpiryOf(employee);
}

absl::StatusOr<bool> IsOnShift(const v1::Employee& employee, const v1::Roster& roster, absl::Time now) {
  if (employee.state() != v1::Employee::EMPLOYED) return false;
  const v1::Presence& presence = employee.presence();
  if (IsAtWork(employee, now)) {
    return std::ranges::none_of(employee.time_offs(), [&](const v1::TimeOff& off) {
      const absl::Time start = FromTimestamp(off.start_time());
      return start > FromTimestamp(presence.check_in_time()) && start <= now && now < FromTimestamp(off.end_time());
    });
  }
  if (roster.settings().require_check_in()) return false;
  ZAMER_ASSIGN_OR_RETURN(const Rules rules, Rules::Of(roster));
  ZAMER_ASSIGN_OR_RETURN(const StaffedTime staffed,
                         StaffedTime::Create(StaffCalendarOf(employee, rules.calendar_days, rules.zone)));
  const IntervalSet shifts = staffed.Within({now - kDay, now + kDay});
  const auto shift = shifts.FirstEndingAfter(now);
  if (shift == shifts.end() || !shift->Contains(now)) return false;
  return !presence.has_check_out_time() || !shift->Contains(FromTimestamp(presence.check_out_time()));
}

bool HasCome(const v1::Employee& employee, const Interval& shift, absl::Time now) {
  if (!employee.has_presence()) return false;
  const v1::Presence& presence = employee.presence();
  const absl::Time gone =
      FromTimestamp(presence.has_check_out_time() ? presence.check_out_time() : presence.expire_time());
  return Interval{.start = shift.start, .end = now + absl::Nanoseconds(1)}.Overlaps(
      {.start = FromTimestamp(presence.check_in_time()), .end = gone});
}

absl::StatusOr<EmployeeStep> CheckIn(v1::Employee employee, const v1::Roster& roster, const Actor& actor,
                                     absl::Time now) {
  ZAMER_RETURN_IF_ERROR(CheckOwn(employee, actor));
  ZAMER_RETURN_IF_ERROR(CheckEmployed(employee));
  ZAMER_ASSIGN_OR_RETURN(const std::optional<Interval> shift, ShiftAt(employee, roster, now));
  EmployeeStep step{.next = std::move(employee), .told = {}};
  ExpireCheckIn(step, now);
  if (!IsAtWork(step.next, now)) {
    step.told.push_back(CheckedIn(step.next, shift, roster.settings(), now));
    step.next.clear_presence();
    *step.next.mutable_presence()->mutable_check_in_time() = ToTimestamp(now);
  }
  *step.next.mutable_presence()->mutable_expire_time() = ToTimestamp(shift ? shift->end : now + kCheckInLimit);
  return step;
}

absl::StatusOr<EmployeeStep> CheckOut(v1::Employee employee, const Actor& actor, absl::Time now) {
  ZAMER_RETURN_IF_ERROR(CheckOwn(employee, actor));
  if (!IsAtWork(employee, now)) {
    return FailedPrecondition(Reason::kNotCheckedIn, "The employee is not at work; check in first.",
                              {{"employee", employee.name()}});
  }
  EmployeeStep step{.next = std::move(employee), .told = {}};
  Leave(step, now);
  return step;
}

absl::Time ExpiryOf(const v1::Employee& employee) {
  if (!employee.has_presence() || employee.presence().has_check_out_time()) return absl::InfiniteFuture();
  return FromTimestamp(employee.presence().expire_time());
}

absl::Time TimerOf(const v1::Employee& employee) { return std::min(ExpiryOf(employee), NextDropOut(employee)); }

void ExpireCheckIn(EmployeeStep& step, absl::Time now) {
  const absl::Time expiry = ExpiryOf(step.next);
  if (expiry <= now) Leave(step, expiry);
}

}  // namespace zamer::scheduling
