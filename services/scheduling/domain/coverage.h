// Whether enough lead managers are on shift while clients expect an answer.
#pragma once
#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include "services/common/time/interval.h"
#include "zamer/scheduling/v1/scheduling_records.pb.h"
#include "zamer/scheduling/v1/scheduling_service.pb.h"

namespace zamer::scheduling {

// How far ahead coverage is watched when nothing else is said.
inline constexpr int kCoverageDays = 28;

// From the start of the hour of the local clock that `start` is in to the same wall time so many days later.
Interval CoverageRange(absl::Time start, int days, const absl::TimeZone& zone);

// Whether a coverage tells whom its hours count.
enum class Names { kLeftOut, kTold };

// Coverage hour by hour of the local clock: the least number of lead managers on shift at any moment of the opening
// hours within each hour that touches `range`. Costs the shifts and the hours in it; with names, hours times people.
absl::StatusOr<v1::Coverage> CoverageOf(const v1::Roster& roster, const v1::CoverageRecord& record,
                                        const Interval& range, Names names = Names::kLeftOut);

// Whether a time is within the opening hours.
absl::StatusOr<bool> IsOpen(const v1::Roster& roster, absl::Time time);

// Puts an employee among the lead managers, changes or removes him there. Whether that changed anything.
bool Enter(v1::CoverageRecord& record, const v1::Employee& employee);

// What is told of a coverage.
v1::CoverageChanged FactOf(const v1::Coverage& coverage);

// When coverage wants to be worked out again, since the hours ahead are others: a day after the last time.
absl::Time TimerOf(const v1::CoverageRecord& record);

// How many of a coverage's hours begin before a time.
struct HoursAhead {
  int opening = 0;
  int thin = 0;
};
HoursAhead HoursBefore(const v1::Coverage& coverage, absl::Time end);

}  // namespace zamer::scheduling
