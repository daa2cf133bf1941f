#include "services/common/shifts/staff_calendar.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "services/common/time/timestamps.h"

namespace zamer {
namespace {

namespace v1 = scheduling::v1;

constexpr int kFriday = 5;
constexpr int kSaturday = 6;
constexpr int kShortenedBy = 60;

std::optional<Rotation> RotationOf(const ShiftSources& person) {
  if (person.rotation == nullptr) return std::nullopt;
  const absl::StatusOr<absl::CivilDay> start = FromDate(person.rotation->start_date());
  if (!start.ok()) return std::nullopt;
  Rotation rotation{.start = *start, .cycle_days = person.rotation->cycle_days(), .shifts = {}};
  rotation.shifts.reserve(person.rotation->shifts_size());
  for (const v1::ShiftRotation::RotationShift& shift : person.rotation->shifts()) {
    rotation.shifts.push_back({shift.day(), {shift.start_minute(), shift.end_minute()}});
  }
  return rotation;
}

// The weekly shifts of a weekday, 1 to 7.
std::vector<DayShift> ShiftsOf(const ShiftSources& person, int weekday) {
  std::vector<DayShift> shifts;
  for (const v1::WeeklyShift& shift : person.weekly) {
    if (shift.weekday() == weekday) shifts.push_back({shift.start_minute(), shift.end_minute()});
  }
  return shifts;
}

void CutLastHour(std::vector<DayShift>& shifts) {
  if (shifts.empty()) return;
  const int end = std::ranges::max(shifts, {}, &DayShift::end_minute).end_minute - kShortenedBy;
  std::erase_if(shifts, [&](const DayShift& shift) { return shift.start_minute >= end; });
  for (DayShift& shift : shifts) shift.end_minute = std::min(shift.end_minute, end);
}

// The weekly shifts that hold on a day of the production calendar; no value where it changes nothing.
std::optional<std::vector<DayShift>> ChangedShifts(const ShiftSources& person, absl::CivilDay day,
                                                   v1::CalendarDay::Kind kind) {
  const int weekday = static_cast<int>(absl::GetWeekday(day)) + 1;
  std::vector<DayShift> shifts = ShiftsOf(person, weekday);
  if (kind == v1::CalendarDay::DAY_OFF) {
    if (shifts.empty() || person.works_on_days_off) return std::nullopt;
    return std::vector<DayShift>{};
  }
  const bool is_short = kind == v1::CalendarDay::SHORT_DAY;
  if (!is_short && kind != v1::CalendarDay::WORKING_WEEKEND) return std::nullopt;
  if (!is_short && !shifts.empty()) return std::nullopt;
  if (shifts.empty() && weekday >= kSaturday) shifts = ShiftsOf(person, kFriday);
  if (shifts.empty()) return std::nullopt;
  if (is_short) CutLastHour(shifts);
  return shifts;
}

void AddCalendarDays(const ShiftSources& person, const CalendarDays& days, StaffCalendar& calendar) {
  for (const v1::CalendarDay& each : days) {
    const absl::StatusOr<absl::CivilDay> day = FromDate(each.date());
    if (!day.ok()) continue;
    std::optional<std::vector<DayShift>> shifts = ChangedShifts(person, *day, each.kind());
    if (!shifts.has_value()) continue;
    for (const Rotation& rotation : calendar.rotations) {
      if (IsValid(rotation)) std::ranges::copy(ShiftsOn(rotation, *day), std::back_inserter(*shifts));
    }
    calendar.overrides.push_back({*day, *std::move(shifts)});
  }
}

void AddDayShifts(const ShiftSources& person, StaffCalendar& calendar) {
  for (const v1::DayShifts& each : person.day_shifts) {
    const absl::StatusOr<absl::CivilDay> day = FromDate(each.date());
    if (!day.ok()) continue;
    DateOverride& own = calendar.overrides.emplace_back(DateOverride{*day, {}});
    for (const v1::DayShifts::DayShift& shift : each.shifts()) {
      own.shifts.push_back({shift.start_minute(), shift.end_minute()});
    }
  }
}

}  // namespace

std::vector<WeeklyShift> WeeklyShiftsOf(const google::protobuf::RepeatedPtrField<v1::WeeklyShift>& shifts) {
  std::vector<WeeklyShift> result;
  result.reserve(shifts.size());
  for (const v1::WeeklyShift& shift : shifts) {
    result.push_back({shift.weekday(), shift.start_minute(), shift.end_minute()});
  }
  return result;
}

StaffCalendar MakeStaffCalendar(const ShiftSources& person, const CalendarDays& days, const absl::TimeZone& zone) {
  StaffCalendar calendar;
  calendar.zone = zone;
  calendar.weekly = WeeklyShiftsOf(person.weekly);
  if (std::optional<Rotation> rotation = RotationOf(person)) calendar.rotations.push_back(*std::move(rotation));
  AddCalendarDays(person, days, calendar);
  AddDayShifts(person, calendar);  // last, since the later override of a day holds
  std::vector<Interval> absences;
  absences.reserve(person.time_offs.size());
  for (const v1::TimeOff& off : person.time_offs) {
    absences.push_back({FromTimestamp(off.start_time()), FromTimestamp(off.end_time())});
  }
  calendar.time_off = IntervalSet(std::move(absences));
  return calendar;
}

}  // namespace zamer
