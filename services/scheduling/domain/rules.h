// The department's rules for bookings, ready to calculate with.
#pragma once
#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include "services/common/shifts/staff_calendar.h"
#include "services/common/time/interval.h"
#include "zamer/scheduling/v1/meeting.pb.h"
#include "zamer/scheduling/v1/scheduling_records.pb.h"

namespace zamer::scheduling {

inline constexpr absl::Duration kShortestMeeting = absl::Minutes(15);
inline constexpr absl::Duration kLongestMeeting = absl::Hours(12);
// Slots start on such steps of the local clock.
inline constexpr absl::Duration kSlotStep = absl::Minutes(30);

struct Rules {
  absl::TimeZone zone;
  CalendarDays calendar_days;
  absl::Duration minimum_notice;
  absl::Duration horizon;
  absl::Duration travel;
  absl::Duration hold_time;
  int daily_maximum = 0;

  // TIME_ZONE_UNKNOWN where this machine does not know the department's zone.
  static absl::StatusOr<Rules> Of(const v1::Roster& roster);

  // Time to keep free around a meeting of this kind.
  absl::Duration TravelFor(v1::Meeting::Kind kind) const;
  // The starts that may be agreed on at `now`.
  Interval Window(absl::Time now) const { return {.start = now + minimum_notice, .end = now + horizon}; }
  // The local day that `time` is in.
  Interval LocalDay(absl::Time time) const;
};

// How long a meeting of this kind takes when nothing else is said.
absl::Duration UsualLength(v1::Meeting::Kind kind);

}  // namespace zamer::scheduling
