#include "services/lead/domain/roster.h"

#include <algorithm>
#include <utility>

#include "services/common/names/names.h"
#include "services/common/shifts/staff_calendar.h"
#include "services/common/time/timestamps.h"
#include "services/common/time/zone.h"

namespace zamer::lead {
namespace {

using scheduling::v1::Employee;
using scheduling::v1::EmployeeChanged;

constexpr absl::Duration kBehind = absl::Hours(24 * 31);
constexpr absl::Duration kAhead = absl::Hours(24 * 37);
constexpr absl::Duration kHorizon = absl::Hours(24 * 36);
constexpr absl::Duration kNobodyRecheck = absl::Hours(24 * 28);
// How far around an instant shifts are worked out that may contain it: none is longer than two days.
constexpr absl::Duration kShiftReach = absl::Hours(48);

bool TakesLeads(const EmployeeChanged& employee) {
  return employee.state() == Employee::EMPLOYED &&
         std::ranges::find(employee.roles(), type::v1::LEAD_MANAGER) != employee.roles().end();
}

}  // namespace

Roster::Roster(const v1::RosterRecord& record, absl::Time now)
    : known_(record.has_department()),
      zone_(LoadZone(record.department().time_zone()).value_or(absl::UTCTimeZone())),
      rules_(RulesOf(record.department().settings())),
      made_at_(now),
      window_{now - kBehind, now + kAhead} {
  const scheduling::v1::Department& department = record.department();
  if (!department.phone_region().empty()) phone_region_ = department.phone_region();
  currency_ = department.currency_code();
  if (department.settings().has_reopen_days()) {
    reopen_within_ = absl::Hours(24) * department.settings().reopen_days();
  }
  if (department.settings().has_first_response_limit()) {
    first_response_limit_ = FromProtoDuration(department.settings().first_response_limit());
  }
  for (const EmployeeChanged& employee : record.employees()) {
    if (!TakesLeads(employee)) continue;
    // Scheduling checked zone and shifts; what this machine still cannot read counts as nobody on shift.
    absl::StatusOr<StaffedTime> calendar =
        StaffedTime::Create(StaffCalendarOf(employee, record.calendar_days(), zone_));
    if (!calendar.ok()) continue;
    IntervalSet shifts = calendar->Within(window_);
    managers_.push_back({std::string(LastSegment(employee.employee())),
                         {employee.cities().begin(), employee.cities().end()},
                         {employee.channels().begin(), employee.channels().end()},
                         std::max(employee.turn_weight(), 1),
                         employee.open_lead_cap(),
                         *std::move(calendar),
                         std::move(shifts),
                         Attendance(employee, department.settings().require_check_in())});
  }
  std::ranges::sort(managers_, {}, &Manager::id);
  team_ = Team(window_);
}

IntervalSet Roster::Team(const Interval& range) const {
  if (window_.Contains(range) && !team_.empty()) return team_.Clip(range);
  std::vector<Interval> all;
  for (const Manager& manager : managers_) {
    const IntervalSet shifts = window_.Contains(range) ? manager.shifts.Clip(range) : manager.calendar.Within(range);
    all.insert(all.end(), shifts.begin(), shifts.end());
  }
  return IntervalSet(std::move(all));
}

Candidate Roster::CandidateOf(const Manager& manager, std::string_view city, std::string_view channel) {
  const auto serves = [](const std::vector<std::string>& served, std::string_view one) {
    return one.empty() || served.empty() || std::ranges::find(served, one) != served.end();
  };
  return {.employee = manager.id,
          .weight = manager.weight,
          .cap = manager.cap,
          .serves = serves(manager.cities, city) && serves(manager.channels, channel)};
}

std::vector<Candidate> Roster::OnShift(absl::Time at, std::string_view city, std::string_view channel) const {
  std::vector<Candidate> candidates;
  const Interval around{at - kShiftReach, at + kShiftReach};
  for (const Manager& manager : managers_) {
    const bool there = window_.Contains(around) ? manager.attendance.AtWork(at, manager.shifts)
                                                : manager.attendance.AtWork(at, manager.calendar.Within(around));
    if (there) candidates.push_back(CandidateOf(manager, city, channel));
  }
  return candidates;
}

const Roster::Manager* Roster::Find(std::string_view employee) const {
  const std::string_view id = LastSegment(employee);
  const auto found =
      std::ranges::lower_bound(managers_, id, {}, [](const Manager& manager) { return std::string_view(manager.id); });
  return found != managers_.end() && found->id == id ? &*found : nullptr;
}

bool Roster::IsLeadManager(std::string_view employee) const { return Find(employee) != nullptr; }

bool Roster::IsOut(std::string_view employee, absl::Time at) const {
  const Manager* manager = Find(employee);
  return manager != nullptr && manager->attendance.IsOut(at);
}

std::optional<absl::Time> Roster::FirstResponseDue(absl::Time from) const {
  const Interval range{from, from + kHorizon};
  if (window_.Contains(range)) return AddStaffed(team_, from, first_response_limit_);
  return AddStaffed(Team(range), from, first_response_limit_);
}

absl::Duration Roster::Staffed(absl::Time from, absl::Time to) const {
  const Interval range{from, to};
  if (window_.Contains(range)) return StaffedBetween(team_, from, to);
  return StaffedBetween(Team(range), from, to);
}

absl::Time Roster::NextStart(absl::Time after) const {
  const Interval range{after, after + kNobodyRecheck};
  absl::Time next = range.end;
  for (const Manager& manager : managers_) {
    const IntervalSet shifts = window_.Contains(range) ? manager.shifts : manager.calendar.Within(range);
    for (auto shift = shifts.FirstEndingAfter(after); shift != shifts.end(); ++shift) {
      if (shift->start <= after) continue;
      next = std::min(next, shift->start);
      break;
    }
  }
  return next;
}

void ApplyDepartment(v1::RosterRecord& roster, const scheduling::v1::DepartmentChanged& fact) {
  *roster.mutable_department() = fact.department();
}

void ApplyCalendar(v1::RosterRecord& roster, const scheduling::v1::CalendarChanged& fact) {
  *roster.mutable_calendar_days() = fact.days();
}

void ApplyEmployee(v1::RosterRecord& roster, const EmployeeChanged& fact) {
  auto& employees = *roster.mutable_employees();
  const auto place = std::ranges::lower_bound(employees, fact.employee(), {}, &EmployeeChanged::employee);
  const int index = static_cast<int>(place - employees.begin());
  if (place != employees.end() && place->employee() == fact.employee()) {
    employees[index] = fact;
    return;
  }
  *employees.Add() = fact;
  std::rotate(employees.pointer_begin() + index, employees.pointer_end() - 1, employees.pointer_end());
}

const EmployeeChanged* FindEmployee(const v1::RosterRecord& roster, std::string_view employee) {
  for (const EmployeeChanged& known : roster.employees()) {
    if (known.employee() == employee) return &known;
  }
  return nullptr;
}

}  // namespace zamer::lead
