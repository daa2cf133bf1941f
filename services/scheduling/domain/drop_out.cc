#include "services/scheduling/domain/drop_out.h"

#include <algorithm>
#include <utility>

#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/common/time/timestamps.h"
#include "services/scheduling/domain/employee.h"

namespace zamer::scheduling {
namespace {

using Fact = v1::EmployeeDroppedOut;

v1::TimeOff::Kind KindOf(Fact::Cause cause) { return cause == Fact::SICK ? v1::TimeOff::SICK : v1::TimeOff::VACATION; }

bool IsToTell(const v1::TimeOff& off) {
  return !off.dropped_out() && (off.kind() == v1::TimeOff::SICK || off.kind() == v1::TimeOff::VACATION);
}

Fact& Tell(EmployeeStep& step, Fact::Cause cause, absl::Time occurred) {
  EmployeeStep::Told& told = step.told.emplace_back(EmployeeStep::Told{.event = {}, .occurred = occurred});
  Fact& fact = *told.event.mutable_employee_dropped_out();
  fact.set_employee(step.next.name());
  *fact.mutable_roles() = step.next.roles();
  fact.set_cause(cause);
  return fact;
}

absl::Status Check(const v1::DropOutRequest& request, absl::Time now) {
  Violations violations;
  if (!Fact::Cause_IsValid(request.cause()) || request.cause() == Fact::CAUSE_UNSPECIFIED) {
    violations.Add("cause", "must be DISMISSED, SICK or VACATION");
  }
  if (request.cause() == Fact::DISMISSED) {
    if (request.has_start_time()) violations.Add("start_time", "must be unset for DISMISSED");
    if (request.has_end_time()) violations.Add("end_time", "must be unset for DISMISSED");
  } else if (!request.has_end_time() || FromTimestamp(request.end_time()) <= now) {
    violations.Add("end_time", "must be set and lie ahead");
  }
  return violations.ToStatus();
}

}  // namespace

EmployeeStep Dismiss(v1::Employee employee, absl::Time now) {
  const bool is_new = employee.state() != v1::Employee::DISMISSED;
  EmployeeStep step{.next = Dismissed(std::move(employee)), .told = {}};
  if (is_new) Tell(step, Fact::DISMISSED, now);
  return step;
}

absl::StatusOr<EmployeeStep> DropOut(v1::Employee employee, const v1::DropOutRequest& request, std::string_view id,
                                     absl::Time now) {
  ZAMER_RETURN_IF_ERROR(Check(request, now));
  if (request.cause() == Fact::DISMISSED) return Dismiss(std::move(employee), now);
  v1::CreateTimeOffRequest absence;
  v1::TimeOff& off = *absence.mutable_time_off();
  off.set_kind(KindOf(request.cause()));
  *off.mutable_start_time() = request.has_start_time() ? request.start_time() : ToTimestamp(now);
  *off.mutable_end_time() = request.end_time();
  ZAMER_ASSIGN_OR_RETURN(employee, WithTimeOff(std::move(employee), absence, id));
  return EmployeeStep{.next = std::move(employee), .told = {}};
}

absl::Time NextDropOut(const v1::Employee& employee) {
  absl::Time next = absl::InfiniteFuture();
  if (employee.state() == v1::Employee::DISMISSED) return next;
  for (const v1::TimeOff& off : employee.time_offs()) {
    if (IsToTell(off)) next = std::min(next, FromTimestamp(off.start_time()));
  }
  return next;
}

void TellDropOuts(EmployeeStep& step, absl::Time now) {
  if (step.next.state() == v1::Employee::DISMISSED) return;
  for (v1::TimeOff& off : *step.next.mutable_time_offs()) {
    const absl::Time start = FromTimestamp(off.start_time());
    if (!IsToTell(off) || start > now) continue;
    off.set_dropped_out(true);
    if (FromTimestamp(off.end_time()) <= now) continue;
    Fact& fact = Tell(step, off.kind() == v1::TimeOff::SICK ? Fact::SICK : Fact::VACATION, start);
    *fact.mutable_end_time() = off.end_time();
  }
}

}  // namespace zamer::scheduling
