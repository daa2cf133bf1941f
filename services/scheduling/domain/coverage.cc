#include "services/scheduling/domain/coverage.h"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "services/common/shifts/staff_calendar.h"
#include "services/common/status/macros.h"
#include "services/common/time/timestamps.h"
#include "services/common/time/zone.h"
#include "services/scheduling/domain/employee.h"

namespace zamer::scheduling {
namespace {

constexpr absl::Duration kHour = absl::Hours(1);
constexpr absl::Duration kRenewal = absl::Hours(24);

bool IsThin(const v1::CoverageHour& hour) { return hour.lead_managers() < hour.required(); }

// How long the local clock has been in its hour.
absl::Duration IntoTheHour(absl::Time time, const absl::TimeZone& zone) {
  const absl::Duration local = time - absl::UnixEpoch() + absl::Seconds(zone.At(time).offset);
  return local - absl::Floor(local, kHour);
}

// The shifts of one lead manager.
struct Attendance {
  std::string_view employee;
  IntervalSet shifts;
};

absl::StatusOr<std::vector<Attendance>> AttendanceOf(const v1::Roster& roster, const v1::CoverageRecord& record,
                                                     const absl::TimeZone& zone, const Interval& range) {
  std::vector<Attendance> people;
  people.reserve(record.lead_managers_size());
  for (const v1::EmployeeChanged& each : record.lead_managers()) {
    ZAMER_ASSIGN_OR_RETURN(const StaffedTime staffed,
                           StaffedTime::Create(StaffCalendarOf(each, roster.calendar_days(), zone)));
    people.push_back({each.employee(), staffed.Within(range)});
  }
  return people;
}

// How many are there, from each time on.
using Levels = std::map<absl::Time, int>;

Levels LevelsOf(const std::vector<Attendance>& people) {
  std::map<absl::Time, int> changes;
  for (const Attendance& each : people) {
    for (const Interval& shift : each.shifts) {
      ++changes[shift.start];
      --changes[shift.end];
    }
  }
  Levels levels = {{absl::InfinitePast(), 0}};
  int level = 0;
  for (const auto& [time, change] : changes) levels[time] = level += change;
  return levels;
}

// A moment, and how many are there at it.
struct Moment {
  absl::Time time;
  int there = std::numeric_limits<int>::max();
};

// The first moment at which fewest are there.
Moment FewestWithin(const Levels& levels, const IntervalSet& open) {
  Moment fewest;
  for (const Interval& span : open) {
    for (auto level = std::prev(levels.upper_bound(span.start)); level != levels.end() && level->first < span.end;
         ++level) {
      if (level->second < fewest.there) fewest = {std::max(level->first, span.start), level->second};
    }
  }
  return fewest;
}

// An hour of the local clock, as far as it is open.
struct OpenHour {
  absl::Time start;
  Moment fewest;
};

std::vector<OpenHour> HoursOf(const IntervalSet& opening, const Levels& levels, const Interval& range,
                              const absl::TimeZone& zone) {
  std::vector<OpenHour> hours;
  for (absl::Time hour = range.start; hour < range.end;) {
    const absl::Time next = hour + kHour - IntoTheHour(hour, zone);
    const IntervalSet open = opening.Clip({hour, std::min(next, range.end)});
    if (!open.empty()) hours.push_back({open.begin()->start, FewestWithin(levels, open)});
    hour = next;
  }
  return hours;
}

void AddHour(const OpenHour& counted, int required, v1::Coverage& coverage) {
  v1::CoverageHour& hour = *coverage.add_hours();
  *hour.mutable_start_time() = ToTimestamp(counted.start);
  hour.set_lead_managers(counted.fewest.there);
  hour.set_required(required);
  if (IsThin(hour)) coverage.set_thin_hours(coverage.thin_hours() + 1);
}

// Tells whom the hours count.
void AddNames(const std::vector<OpenHour>& hours, const std::vector<Attendance>& people, v1::Coverage& coverage) {
  for (const Attendance& each : people) {
    v1::Coverage::LeadManager counted;
    for (std::size_t i = 0; i < hours.size(); ++i) {
      if (each.shifts.Contains(hours[i].fewest.time)) counted.add_hours(static_cast<int>(i));
    }
    if (counted.hours().empty()) continue;
    counted.set_employee(std::string(each.employee));
    *coverage.add_lead_managers() = std::move(counted);
  }
}

absl::StatusOr<IntervalSet> OpeningHours(const v1::Roster& roster, const absl::TimeZone& zone, const Interval& range) {
  StaffCalendar opening;
  opening.zone = zone;
  opening.weekly = WeeklyShiftsOf(roster.settings().opening_hours());
  ZAMER_ASSIGN_OR_RETURN(const StaffedTime staffed, StaffedTime::Create(std::move(opening)));
  return staffed.Within(range);
}

}  // namespace

Interval CoverageRange(absl::Time start, int days, const absl::TimeZone& zone) {
  const absl::Time from = start - IntoTheHour(start, zone);
  const absl::CivilSecond wall = absl::ToCivilSecond(from, zone);
  const absl::CivilDay last = absl::CivilDay(wall) + days;
  return {.start = from,
          .end = FirstInstantAt(absl::CivilSecond(last.year(), last.month(), last.day(), wall.hour(), wall.minute()),
                                zone)};
}

absl::StatusOr<v1::Coverage> CoverageOf(const v1::Roster& roster, const v1::CoverageRecord& record,
                                        const Interval& range, Names names) {
  ZAMER_ASSIGN_OR_RETURN(const absl::TimeZone zone, LoadZone(roster.time_zone()));
  ZAMER_ASSIGN_OR_RETURN(const IntervalSet opening, OpeningHours(roster, zone, range));
  ZAMER_ASSIGN_OR_RETURN(const std::vector<Attendance> people, AttendanceOf(roster, record, zone, range));
  const std::vector<OpenHour> hours = HoursOf(opening, LevelsOf(people), range, zone);
  v1::Coverage coverage;
  for (const OpenHour& hour : hours) AddHour(hour, roster.settings().required_lead_managers(), coverage);
  if (names == Names::kTold) AddNames(hours, people, coverage);
  return coverage;
}

absl::StatusOr<bool> IsOpen(const v1::Roster& roster, absl::Time time) {
  ZAMER_ASSIGN_OR_RETURN(const absl::TimeZone zone, LoadZone(roster.time_zone()));
  ZAMER_ASSIGN_OR_RETURN(const IntervalSet opening, OpeningHours(roster, zone, {time, time + absl::Nanoseconds(1)}));
  return !opening.empty();
}

bool Enter(v1::CoverageRecord& record, const v1::Employee& employee) {
  auto& managers = *record.mutable_lead_managers();
  const std::string before = record.SerializeAsString();
  const auto [first, last] = std::ranges::remove(managers, employee.name(), &v1::EmployeeChanged::employee);
  managers.erase(first, last);
  const bool counts = employee.state() == v1::Employee::EMPLOYED &&
                      std::ranges::find(employee.roles(), type::v1::LEAD_MANAGER) != employee.roles().end();
  if (counts) *managers.Add() = FactOf(employee);
  std::ranges::sort(managers, {}, &v1::EmployeeChanged::employee);
  return record.SerializeAsString() != before;
}

v1::CoverageChanged FactOf(const v1::Coverage& coverage) {
  v1::CoverageChanged fact;
  fact.set_opening_hours(coverage.hours_size());
  for (const v1::CoverageHour& hour : coverage.hours()) {
    if (IsThin(hour)) *fact.add_thin_hours() = hour;
  }
  return fact;
}

absl::Time TimerOf(const v1::CoverageRecord& record) {
  return record.has_told_time() ? FromTimestamp(record.told_time()) + kRenewal : absl::InfiniteFuture();
}

HoursAhead HoursBefore(const v1::Coverage& coverage, absl::Time end) {
  HoursAhead ahead;
  for (const v1::CoverageHour& hour : coverage.hours()) {
    if (FromTimestamp(hour.start_time()) >= end) break;
    ++ahead.opening;
    ahead.thin += IsThin(hour) ? 1 : 0;
  }
  return ahead;
}

}  // namespace zamer::scheduling
