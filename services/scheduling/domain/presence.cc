#include "services/scheduling/domain/presence.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "services/common/shifts/staff_calendar.h"
#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/common/time/timestamps.h"
#include "services/scheduling/domain/drop_out.h"
#include "services/scheduling/domain/employee.h"
#include "services/scheduling/domain/rules.h"

namespace zamer::scheduling {
namespace {

constexpr absl::Duration kDay = absl::Hours(24);

absl::Status CheckOwn(const v1::Employee& employee, const Actor& actor) {
  if (actor.is_sales_head || actor.name == employee.name()) return absl::OkStatus();
  return PermissionDenied(Reason::kRoleNotAllowed, "Ask the employee or the sales head to do it.",
                          {{"employee", employee.name()}});
}

// The shift that covers `now`.
absl::StatusOr<std::optional<Interval>> ShiftAt(const v1::Employee& employee, const v1::Roster& roster,
                                                absl::Time now) {
  ZAMER_ASSIGN_OR_RETURN(const Rules rules, Rules::Of(roster));
  ZAMER_ASSIGN_OR_RETURN(const StaffedTime staffed,
                         StaffedTime::Create(StaffCalendarOf(employee, rules.calendar_days, rules.zone)));
  const IntervalSet shifts = staffed.Within({now - kDay, now + kDay});
  const auto shift = shifts.FirstEndingAfter(now);
  if (shift == shifts.end() || !shift->Contains(now)) return std::nullopt;
  return *shift;
}

EmployeeStep::Told CheckedIn(const v1::Employee& employee, const std::optional<Interval>& shift,
                             const v1::DepartmentSettings& settings, absl::Time now) {
  EmployeeStep::Told told{.event = {}, .occurred = now};
  v1::EmployeeCheckedIn& fact = *told.event.mutable_employee_checked_in();
  fact.set_employee(employee.name());
  *fact.mutable_roles() = employee.roles();
  if (shift) {
    *fact.mutable_shift_start_time() = ToTimestamp(shift->start);
    fact.set_late(now > shift->start + FromProtoDuration(settings.check_in_grace()));
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

absl::StatusOr<EmployeeStep> CheckIn(v1::Employee employee, const v1::Roster& roster, const Actor& actor,
                                     absl::Time now) {
  ZAMER_RETURN_IF_ERROR(CheckOwn(employee, actor));
  ZAMER_RETURN_IF_ERROR(CheckEmployed(employee));
  ZAMER_ASSIGN_OR_RETURN(const std::optional<Interval> shift, ShiftAt(employee, roster, now));
  EmployeeStep step{.next = std::move(employee), .told = {}};
  ExpireCheckIn(step, now);
  if (!IsAtWork(step.next, now)) {
    step.next.clear_presence();
    *step.next.mutable_presence()->mutable_check_in_time() = ToTimestamp(now);
    step.told.push_back(CheckedIn(step.next, shift, roster.settings(), now));
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
