// Time during which somebody works: limits and delays count in it. Costs the number of working spans touched, never
// the number of seconds, nor of days that nobody works.
#pragma once
#include <absl/status/statusor.h>
#include <absl/time/civil_time.h>
#include <absl/time/time.h>

#include <functional>
#include <map>
#include <optional>
#include <vector>

#include "services/common/time/interval.h"
#include "services/common/time/rotation.h"

namespace zamer {

// One working span on every such weekday, on the wall clocks of a zone. A lunch break is the gap between two shifts.
struct WeeklyShift {
  int weekday = 0;       // 1 Monday to 7 Sunday: the day on which the shift starts
  int start_minute = 0;  // of the local day, 0 to 1439
  int end_minute = 0;    // after start_minute, at most a day later; beyond 1440 it runs into the next day
  friend bool operator==(const WeeklyShift&, const WeeklyShift&) = default;
};

// Replaces the weekly and the rotating shifts that start on `day`: a holiday has none, a working Saturday has some.
struct DateOverride {
  absl::CivilDay day;
  std::vector<DayShift> shifts;
  friend bool operator==(const DateOverride&, const DateOverride&) = default;
};

// Everything that says when people work. Shifts may overlap: a moment is staffed when any of them covers it. The later
// of two overrides of one day holds.
struct StaffCalendar {
  absl::TimeZone zone;
  std::vector<WeeklyShift> weekly;
  std::vector<Rotation> rotations;
  std::vector<DateOverride> overrides;
  IntervalSet time_off;  // nobody works, whatever the shifts say
};

// Staffed-time arithmetic over one calendar. A value, immutable, any thread.
class StaffedTime {
 public:
  // INVALID_ARGUMENT/SHIFT_INVALID when a shift's weekday or minutes, or a rotation's days are out of range.
  static absl::StatusOr<StaffedTime> Create(StaffCalendar calendar);

  // The staffed spans within `range`; none outside the years 1 to 9999.
  IntervalSet Within(const Interval& range) const;

  // How much of [from, to) is staffed; zero when to <= from.
  absl::Duration StaffedBetween(absl::Time from, absl::Time to) const;

  // The first instant by which `duration` of staffed time has passed since `from`: Friday 18:50 + 30 min, staffed 10 to
  // 19 on weekdays, is Monday 10:20. `from` itself for nothing or less; no value when there is not that much staffed
  // time within `horizon` of `from`.
  std::optional<absl::Time> AddStaffed(absl::Time from, absl::Duration duration,
                                       absl::Duration horizon = absl::Hours(24 * 400)) const;

 private:
  // Told each staffed span in order; spans may touch but do not overlap. Says whether to go on.
  using Visitor = std::function<bool(const Interval&)>;

  explicit StaffedTime(StaffCalendar calendar);
  void Walk(const Interval& range, const Visitor& visit) const;
  // Visits the part of one shift after `done` and sets `done` to its end; says whether to go on.
  bool VisitShift(const Interval& shift, const Interval& range, absl::Time& done, const Visitor& visit) const;
  // The first day from `day` on that may have staffed time, skipping long time off; no value when there is none.
  std::optional<absl::CivilDay> NextStaffedDay(absl::CivilDay day) const;
  // The shifts of a day, sorted by start.
  std::vector<DayShift> ShiftsOf(absl::CivilDay day) const;
  // The first day from `day` on that has shifts, without overrides and with them; no value when there is none.
  std::optional<absl::CivilDay> NextUsualDay(absl::CivilDay day) const;
  std::optional<absl::CivilDay> NextWorkingDay(absl::CivilDay day) const;

  absl::TimeZone zone_;
  std::vector<DayShift> weekdays_[7];
  std::vector<Rotation> rotations_;
  std::map<absl::CivilDay, std::vector<DayShift>> overrides_;
  IntervalSet time_off_;
};

// The same over spans that are known already.
absl::Duration StaffedBetween(const IntervalSet& staffed, absl::Time from, absl::Time to);
std::optional<absl::Time> AddStaffed(const IntervalSet& staffed, absl::Time from, absl::Duration duration);

}  // namespace zamer
