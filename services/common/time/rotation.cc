#include "services/common/time/rotation.h"

#include <algorithm>

namespace zamer {
namespace {

constexpr int kMinutesPerDay = 24 * 60;

// Days from the round's day that `day` is to the next one of this number.
int DaysUntil(const Rotation& rotation, absl::CivilDay day, int number) {
  const auto ahead = static_cast<int>((number - (day - rotation.start)) % rotation.cycle_days);
  return ahead < 0 ? ahead + rotation.cycle_days : ahead;
}

}  // namespace

bool IsValid(const DayShift& shift) {
  return shift.start_minute >= 0 && shift.start_minute < kMinutesPerDay && shift.end_minute > shift.start_minute &&
         shift.end_minute <= shift.start_minute + kMinutesPerDay;
}

bool IsValid(const Rotation& rotation) {
  const auto fits = [&](const Rotation::Shift& shift) {
    return shift.day >= 0 && shift.day < rotation.cycle_days && IsValid(shift.time);
  };
  return rotation.cycle_days >= 1 && rotation.cycle_days <= kLongestRound && std::ranges::all_of(rotation.shifts, fits);
}

std::vector<DayShift> ShiftsOn(const Rotation& rotation, absl::CivilDay day) {
  std::vector<DayShift> shifts;
  for (const Rotation::Shift& shift : rotation.shifts) {
    if (DaysUntil(rotation, day, shift.day) == 0) shifts.push_back(shift.time);
  }
  return shifts;
}

std::optional<absl::CivilDay> NextWorkingDay(const Rotation& rotation, absl::CivilDay day) {
  if (rotation.shifts.empty()) return std::nullopt;
  int ahead = rotation.cycle_days;
  for (const Rotation::Shift& shift : rotation.shifts) ahead = std::min(ahead, DaysUntil(rotation, day, shift.day));
  return day + ahead;
}

}  // namespace zamer
