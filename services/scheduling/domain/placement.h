// Who can hold a meeting at a given time.
#pragma once
#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <string>
#include <vector>

#include "services/scheduling/domain/calendar.h"
#include "services/scheduling/domain/rules.h"
#include "services/scheduling/domain/wish.h"
#include "zamer/scheduling/v1/scheduling_records.pb.h"

namespace zamer::scheduling {

// The range in which a wish touches calendars: the local days around its time.
Interval RangeOf(const Wish& wish, const Rules& rules);

// Ids of the calendar weeks that ChooseDesigner needs.
std::vector<std::string> CalendarIdsFor(const Wish& wish, const v1::Roster& roster, const Rules& rules);

// SLOT_NOT_OFFERED unless the start may be agreed on at `agreed`: minimum notice and booking horizon.
absl::Status CheckWindow(const Wish& wish, const Rules& rules, absl::Time agreed);

// Id of the designer who takes the wish: the one it names, or the first in turn who serves the city, works then, is
// free and has not reached the daily maximum.
//   - NO_DESIGNER_FREE: none (or not the one named) serves the city;
//   - EMPLOYEE_ABSENT: the one named does not work then; SLOT_NOT_OFFERED: nobody does;
//   - SLOT_TAKEN: all who do have another meeting too near, or a full day.
absl::StatusOr<std::string> ChooseDesigner(const Wish& wish, const v1::Roster& roster, const Rules& rules,
                                           const CalendarWeeks& weeks, const Exempt& exempt, absl::Time now);

}  // namespace zamer::scheduling
