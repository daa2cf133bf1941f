// Staffed time equals a count of minutes, on random calendars around the days on which clocks move.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "services/common/time/staffed_time.h"
#include "services/common/time/zone.h"

namespace zamer {
namespace {

constexpr int kDays = 10;

struct Place {
  const char* zone;
  absl::CivilDay change;
};

rc::Gen<Place> AnyPlace() {
  return rc::gen::element(
      Place{"Europe/Volgograd", absl::CivilDay(2018, 10, 28)}, Place{"Europe/Volgograd", absl::CivilDay(2020, 12, 27)},
      Place{"Asia/Almaty", absl::CivilDay(2024, 3, 1)}, Place{"Europe/Berlin", absl::CivilDay(2026, 3, 29)},
      Place{"Europe/Berlin", absl::CivilDay(2026, 10, 25)}, Place{"Asia/Beirut", absl::CivilDay(2022, 3, 27)},
      Place{"Pacific/Apia", absl::CivilDay(2011, 12, 30)}, Place{"UTC", absl::CivilDay(2026, 3, 1)});
}

rc::Gen<DayShift> AnyShift() {
  return rc::gen::apply([](int start, int length) { return DayShift{start, start + length}; },
                        rc::gen::inRange(0, 1440), rc::gen::inRange(1, 1441));
}

Rotation AnyRotation(absl::CivilDay near) {
  Rotation rotation{near + *rc::gen::inRange(-100, 100), *rc::gen::inRange(1, 9), {}};
  const int shifts = *rc::gen::inRange(0, 4);
  for (int i = 0; i < shifts; ++i) rotation.shifts.push_back({*rc::gen::inRange(0, rotation.cycle_days), *AnyShift()});
  return rotation;
}

StaffCalendar AnyCalendar(const Place& place, absl::Time begin) {
  StaffCalendar calendar{
      .zone = LoadZone(place.zone).value(), .weekly = {}, .rotations = {}, .overrides = {}, .time_off = {}};
  const int shifts = *rc::gen::inRange(0, 9), overrides = *rc::gen::inRange(0, 4), absences = *rc::gen::inRange(0, 3);
  const int rotations = *rc::gen::inRange(0, 3);
  for (int i = 0; i < rotations; ++i) calendar.rotations.push_back(AnyRotation(place.change));
  for (int i = 0; i < shifts; ++i) {
    const DayShift shift = *AnyShift();
    calendar.weekly.push_back({*rc::gen::inRange(1, 8), shift.start_minute, shift.end_minute});
  }
  for (int i = 0; i < overrides; ++i) {
    calendar.overrides.push_back({place.change + *rc::gen::inRange(-4, 5),
                                  *rc::gen::resize(3, rc::gen::container<std::vector<DayShift>>(AnyShift()))});
  }
  std::vector<Interval> off;
  for (int i = 0; i < absences; ++i) {
    const absl::Time start = begin + absl::Minutes(*rc::gen::inRange(-2000, kDays * 1440));
    off.push_back({start, start + absl::Minutes(*rc::gen::inRange(0, 8000))});
  }
  calendar.time_off = IntervalSet(std::move(off));
  return calendar;
}

// The shifts that start on a day, straight from the calendar.
std::vector<DayShift> ShiftsOn(const StaffCalendar& calendar, absl::CivilDay day) {
  std::vector<DayShift> shifts;
  for (const WeeklyShift& each : calendar.weekly) {
    if (each.weekday == static_cast<int>(absl::GetWeekday(day)) + 1) {
      shifts.push_back({each.start_minute, each.end_minute});
    }
  }
  for (const Rotation& rotation : calendar.rotations) {
    absl::CivilDay round = rotation.start;
    while (round > day) round -= rotation.cycle_days;
    while (round + rotation.cycle_days <= day) round += rotation.cycle_days;
    for (const Rotation::Shift& each : rotation.shifts) {
      if (round + each.day == day) shifts.push_back(each.time);
    }
  }
  for (const DateOverride& each : calendar.overrides) {
    if (each.day == day) shifts = each.shifts;
  }
  return shifts;
}

// One flag per minute from `begin` on. A shift lasts while the furthest time that the wall clock has shown lies in it:
// so a repeated hour belongs to the shift that was on when it was first shown, and a skipped one costs its length.
std::vector<bool> CountMinutes(const StaffCalendar& calendar, absl::Time begin, int count) {
  constexpr int kLeadIn = 4 * 1440;
  std::vector<bool> staffed(count);
  absl::CivilMinute furthest = absl::CivilMinute::min();
  for (int i = -kLeadIn; i < count; ++i) {
    const absl::Time time = begin + absl::Minutes(i);
    furthest = std::max(furthest, absl::ToCivilMinute(time, calendar.zone));
    if (i < 0 || calendar.time_off.Contains(time)) continue;
    for (int back = 0; back <= 1; ++back) {
      const absl::CivilDay day = absl::CivilDay(furthest) - back;
      const auto minute = static_cast<int>(furthest - absl::CivilMinute(day));
      for (const DayShift& shift : ShiftsOn(calendar, day)) {
        if (shift.start_minute <= minute && minute < shift.end_minute) staffed[i] = true;
      }
    }
  }
  return staffed;
}

RC_GTEST_PROP(StaffedTime, EqualsACountOfMinutes, ()) {
  const Place place = *AnyPlace();
  const absl::Time begin = StartOfDay(place.change - 4, LoadZone(place.zone).value());
  const StaffCalendar calendar = AnyCalendar(place, begin);
  const StaffedTime staffed = StaffedTime::Create(calendar).value();
  const std::vector<bool> minutes = CountMinutes(calendar, begin, kDays * 1440);

  const int from = *rc::gen::inRange(0, kDays * 1440), to = *rc::gen::inRange(from, kDays * 1440);
  const absl::Time start = begin + absl::Minutes(from), end = begin + absl::Minutes(to);
  const auto count = std::count(minutes.begin() + from, minutes.begin() + to, true);
  RC_ASSERT(staffed.StaffedBetween(start, end) == absl::Minutes(count));
  RC_ASSERT(staffed.Within({start, end}).Total() == absl::Minutes(count));

  const IntervalSet spans = staffed.Within({begin, begin + absl::Minutes(kDays * 1440)});
  for (int i = 0; i < kDays * 1440; ++i) RC_ASSERT(spans.Contains(begin + absl::Minutes(i)) == minutes[i]);
}

RC_GTEST_PROP(StaffedTime, IsDueAfterAsManyMinutesAsAsked, ()) {
  const Place place = *AnyPlace();
  const absl::Time begin = StartOfDay(place.change - 4, LoadZone(place.zone).value());
  const StaffCalendar calendar = AnyCalendar(place, begin);
  const StaffedTime staffed = StaffedTime::Create(calendar).value();
  const std::vector<bool> minutes = CountMinutes(calendar, begin, kDays * 1440);

  const int from = *rc::gen::inRange(0, kDays * 1440), limit = *rc::gen::inRange(1, 3000);
  int left = limit, at = from;
  for (; left > 0 && at < kDays * 1440; ++at) left -= minutes[at] ? 1 : 0;
  const absl::Time start = begin + absl::Minutes(from);
  const auto due = staffed.AddStaffed(start, absl::Minutes(limit), absl::Minutes(kDays * 1440 - from));
  RC_ASSERT(due == (left == 0 ? std::optional(begin + absl::Minutes(at)) : std::nullopt));
  const IntervalSet spans = staffed.Within({start, begin + absl::Minutes(kDays * 1440)});
  RC_ASSERT(AddStaffed(spans, start, absl::Minutes(limit)) == due);
}

}  // namespace
}  // namespace zamer
