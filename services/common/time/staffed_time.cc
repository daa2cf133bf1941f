#include "services/common/time/staffed_time.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "services/common/status/errors.h"
#include "services/common/time/zone.h"

namespace zamer {
namespace {

// A shift may run into the next day, and a zone may skip a day (Samoa did), so look back this far.
constexpr int kReachBackDays = 2;

absl::Status Check(const StaffCalendar& calendar) {
  const auto weekly_ok = [](const WeeklyShift& shift) {
    return shift.weekday >= 1 && shift.weekday <= 7 && IsValid(DayShift{shift.start_minute, shift.end_minute});
  };
  const auto rotation_ok = [](const Rotation& rotation) { return IsValid(rotation); };
  const auto day_ok = [](const DayShift& shift) { return IsValid(shift); };
  const auto override_ok = [&](const DateOverride& each) { return std::ranges::all_of(each.shifts, day_ok); };
  if (std::ranges::all_of(calendar.weekly, weekly_ok) && std::ranges::all_of(calendar.rotations, rotation_ok) &&
      std::ranges::all_of(calendar.overrides, override_ok)) {
    return absl::OkStatus();
  }
  return InvalidArgument(
      Reason::kShiftInvalid,
      "Give each shift a weekday of 1 to 7 or a day of its round, a start of 0 to 1439 and an end at "
      "most a day later.");
}

// Monday is 0.
std::size_t WeekdayIndex(absl::CivilDay day) { return static_cast<std::size_t>(absl::GetWeekday(day)); }

void SortByStart(std::vector<DayShift>& shifts) { std::ranges::sort(shifts, {}, &DayShift::start_minute); }

Interval SpanOf(const DayShift& shift, absl::CivilDay day, const absl::TimeZone& zone) {
  const absl::CivilMinute midnight(day);
  return {.start = FirstInstantAt(absl::CivilSecond(midnight + shift.start_minute), zone),
          .end = FirstInstantAt(absl::CivilSecond(midnight + shift.end_minute), zone)};
}

// The years for which civil days are safe to count.
Interval WithinTheCalendar(const Interval& range) {
  const absl::TimeZone utc = absl::UTCTimeZone();
  return Intersect(
      range, {.start = StartOfDay(absl::CivilDay(1, 1, 1), utc), .end = StartOfDay(absl::CivilDay(10000, 1, 1), utc)});
}

}  // namespace

absl::StatusOr<StaffedTime> StaffedTime::Create(StaffCalendar calendar) {
  if (absl::Status status = Check(calendar); !status.ok()) return status;
  return StaffedTime(std::move(calendar));
}

StaffedTime::StaffedTime(StaffCalendar calendar)
    : zone_(calendar.zone), rotations_(std::move(calendar.rotations)), time_off_(std::move(calendar.time_off)) {
  for (const WeeklyShift& shift : calendar.weekly) {
    weekdays_[shift.weekday - 1].push_back({shift.start_minute, shift.end_minute});
  }
  for (auto& shifts : weekdays_) SortByStart(shifts);
  for (DateOverride& each : calendar.overrides) {
    SortByStart(each.shifts);
    overrides_.insert_or_assign(each.day, std::move(each.shifts));
  }
}

std::vector<DayShift> StaffedTime::ShiftsOf(absl::CivilDay day) const {
  if (const auto found = overrides_.find(day); found != overrides_.end()) return found->second;
  std::vector<DayShift> shifts = weekdays_[WeekdayIndex(day)];
  if (rotations_.empty()) return shifts;
  for (const Rotation& each : rotations_) std::ranges::copy(ShiftsOn(each, day), std::back_inserter(shifts));
  SortByStart(shifts);
  return shifts;
}

std::optional<absl::CivilDay> StaffedTime::NextUsualDay(absl::CivilDay day) const {
  std::optional<absl::CivilDay> next;
  for (int ahead = 0; ahead < 7 && !next.has_value(); ++ahead) {
    if (!weekdays_[WeekdayIndex(day + ahead)].empty()) next = day + ahead;
  }
  for (const Rotation& each : rotations_) {
    const std::optional<absl::CivilDay> rotating = zamer::NextWorkingDay(each, day);
    if (rotating.has_value() && (!next.has_value() || *rotating < *next)) next = rotating;
  }
  return next;
}

std::optional<absl::CivilDay> StaffedTime::NextWorkingDay(absl::CivilDay day) const {
  for (auto next = overrides_.lower_bound(day);; ++next) {
    const std::optional<absl::CivilDay> usual = NextUsualDay(day);
    if (next == overrides_.end() || (usual.has_value() && *usual < next->first)) return usual;
    if (!next->second.empty()) return next->first;
    day = next->first + 1;
  }
}

std::optional<absl::CivilDay> StaffedTime::NextStaffedDay(absl::CivilDay day) const {
  std::optional<absl::CivilDay> next = NextWorkingDay(day);
  while (next.has_value()) {
    const absl::Time start = StartOfDay(*next, zone_);
    const auto off = time_off_.FirstEndingAfter(start);
    if (off == time_off_.end() || !off->Contains(start)) return next;
    if (off->end == absl::InfiniteFuture()) return std::nullopt;
    const absl::CivilDay back = DayOf(off->end, zone_) - kReachBackDays;
    if (back <= *next) return next;
    next = NextWorkingDay(back);
  }
  return next;
}

bool StaffedTime::VisitShift(const Interval& shift, const Interval& range, absl::Time& done,
                             const Visitor& visit) const {
  const Interval fresh = Intersect(shift, {.start = done, .end = range.end});
  if (fresh.empty()) return shift.start < range.end;
  done = fresh.end;
  return std::ranges::all_of(IntervalSet({fresh}).Subtract(time_off_), visit);
}

void StaffedTime::Walk(const Interval& wanted, const Visitor& visit) const {
  const Interval range = WithinTheCalendar(wanted);
  if (range.empty()) return;
  // Shifts come in the order of their starts, so what lies before the end of the last one is done.
  absl::Time done = range.start;
  for (auto day = NextStaffedDay(DayOf(range.start, zone_) - kReachBackDays); day.has_value();
       day = NextStaffedDay(*day + 1)) {
    if (StartOfDay(*day, zone_) >= range.end) return;
    for (const DayShift& shift : ShiftsOf(*day)) {
      if (!VisitShift(SpanOf(shift, *day, zone_), range, done, visit)) return;
    }
  }
}

IntervalSet StaffedTime::Within(const Interval& range) const {
  std::vector<Interval> spans;
  Walk(range, [&](const Interval& span) {
    spans.push_back(span);
    return true;
  });
  return IntervalSet(std::move(spans));
}

absl::Duration StaffedTime::StaffedBetween(absl::Time from, absl::Time to) const {
  absl::Duration total;
  Walk({.start = from, .end = to}, [&](const Interval& span) {
    total += span.length();
    return true;
  });
  return total;
}

std::optional<absl::Time> StaffedTime::AddStaffed(absl::Time from, absl::Duration duration,
                                                  absl::Duration horizon) const {
  if (duration <= absl::ZeroDuration()) return from;
  std::optional<absl::Time> due;
  Walk({.start = from, .end = from + horizon}, [&](const Interval& span) {
    if (span.length() >= duration) due = span.start + duration;
    duration -= span.length();
    return !due.has_value();
  });
  return due;
}

absl::Duration StaffedBetween(const IntervalSet& staffed, absl::Time from, absl::Time to) {
  return staffed.Clip({.start = from, .end = to}).Total();
}

std::optional<absl::Time> AddStaffed(const IntervalSet& staffed, absl::Time from, absl::Duration duration) {
  if (duration <= absl::ZeroDuration()) return from;
  for (auto each = staffed.FirstEndingAfter(from); each != staffed.end(); ++each) {
    const absl::Time start = std::max(each->start, from);
    if (each->end - start >= duration) return start + duration;
    duration -= each->end - start;
  }
  return std::nullopt;
}

}  // namespace zamer
