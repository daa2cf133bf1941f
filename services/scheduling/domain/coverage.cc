#include "services/scheduling/domain/coverage.h"

#include <algorithm>
#include <limits>
#include <map>
#include <utility>

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

// How many are there at any time.
class Headcount {
 public:
  void Add(const IntervalSet& shifts) {
    for (const Interval& shift : shifts) {
      ++changes_[shift.start];
      --changes_[shift.end];
    }
  }

  // The numbers from each time on, once all are added.
  std::map<absl::Time, int> Levels() const {
    std::map<absl::Time, int> levels = {{absl::InfinitePast(), 0}};
    int level = 0;
    for (const auto& [time, change] : changes_) levels[time] = level += change;
    return levels;
  }

 private:
  std::map<absl::Time, int> changes_;
};

int LeastWithin(const std::map<absl::Time, int>& levels, const Interval& span) {
  int least = std::numeric_limits<int>::max();
  for (auto level = std::prev(levels.upper_bound(span.start)); level != levels.end() && level->first < span.end;
       ++level) {
    least = std::min(least, level->second);
  }
  return least;
}

void AddHour(const IntervalSet& open, const std::map<absl::Time, int>& levels, int required, v1::Coverage& coverage) {
  if (open.empty()) return;
  int least = std::numeric_limits<int>::max();
  for (const Interval& span : open) least = std::min(least, LeastWithin(levels, span));
  v1::CoverageHour& hour = *coverage.add_hours();
  *hour.mutable_start_time() = ToTimestamp(open.begin()->start);
  hour.set_lead_managers(least);
  hour.set_required(required);
  if (least < required) coverage.set_thin_hours(coverage.thin_hours() + 1);
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
                                        const Interval& range) {
  ZAMER_ASSIGN_OR_RETURN(const absl::TimeZone zone, LoadZone(roster.time_zone()));
  ZAMER_ASSIGN_OR_RETURN(const IntervalSet opening, OpeningHours(roster, zone, range));
  Headcount headcount;
  for (const v1::EmployeeChanged& each : record.lead_managers()) {
    ZAMER_ASSIGN_OR_RETURN(const StaffedTime staffed,
                           StaffedTime::Create(StaffCalendarOf(each, roster.calendar_days(), zone)));
    headcount.Add(staffed.Within(range));
  }
  const std::map<absl::Time, int> levels = headcount.Levels();
  v1::Coverage coverage;
  for (absl::Time hour = range.start; hour < range.end;) {
    const absl::Time next = hour + kHour - IntoTheHour(hour, zone);
    AddHour(opening.Clip({hour, std::min(next, range.end)}), levels, roster.settings().required_lead_managers(),
            coverage);
    hour = next;
  }
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
