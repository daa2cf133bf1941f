// Shifts of single days, and shifts that repeat after a number of days.
#pragma once
#include <absl/time/civil_time.h>

#include <optional>
#include <vector>

namespace zamer {

// Most days of one round.
inline constexpr int kLongestRound = 56;

// One working span of one day, on the wall clocks of a zone.
struct DayShift {
  int start_minute = 0;  // of the local day, 0 to 1439
  int end_minute = 0;    // after start_minute, at most a day later; beyond 1440 it runs into the next day
  friend bool operator==(const DayShift&, const DayShift&) = default;
};

// Whether the minutes are in range.
bool IsValid(const DayShift& shift);

// Rounds of days that follow each other without end, before `start` too: two days on and two off.
struct Rotation {
  // One working span on one day of each round.
  struct Shift {
    int day = 0;  // of the round: 0 is the first
    DayShift time;
    friend bool operator==(const Shift&, const Shift&) = default;
  };

  absl::CivilDay start;  // first day of a round
  int cycle_days = 0;    // 1 to kLongestRound
  std::vector<Shift> shifts;
  friend bool operator==(const Rotation&, const Rotation&) = default;
};

// Whether all its numbers are in range; only such a rotation may be asked for its days.
bool IsValid(const Rotation& rotation);

// The rotation's shifts that start on `day`, in its own order.
std::vector<DayShift> ShiftsOn(const Rotation& rotation, absl::CivilDay day);

// The first day from `day` on that has one; no value for a rotation without shifts. Costs the number of its shifts.
std::optional<absl::CivilDay> NextWorkingDay(const Rotation& rotation, absl::CivilDay day);

}  // namespace zamer
