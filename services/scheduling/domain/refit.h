// Meetings that no longer fit their designer's time: he dropped out, or his shifts changed.
#pragma once
#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <string>
#include <string_view>
#include <vector>

#include "services/scheduling/domain/calendar.h"
#include "services/scheduling/domain/meeting_steps.h"
#include "services/scheduling/domain/rules.h"
#include "services/scheduling/domain/wish.h"
#include "zamer/scheduling/v1/people_records.pb.h"
#include "zamer/scheduling/v1/scheduling_records.pb.h"

namespace zamer::scheduling {

// Ids of the designers some of whose meetings may no longer fit when the roster changes so.
std::vector<std::string> DesignersToRefit(const v1::Roster& before, const v1::Roster& after);

// The record when a look begins at `now`; when the next page is due, never for one that is done.
v1::RefitRecord RefitFrom(v1::RefitRecord record, absl::Time now);
absl::Time TimerOf(const v1::RefitRecord& record);

// Whether a meeting is agreed and still ahead, but its designer does not work here or then.
absl::StatusOr<bool> NoLongerFits(const v1::Meeting& meeting, const v1::Roster& roster, const Rules& rules,
                                  absl::Time now);

// The meeting's move, at the same time, to the designer who is next in turn of those who serve the city, work then and
// are free; `name` is the new meeting's. Who booked it keeps the credit. `weeks` as for ChooseDesigner, of SameTime's
// wish. A refusal of ChooseDesigner when there is nobody (see IsNobodyFree).
absl::StatusOr<Move> MoveToAnother(const v1::Meeting& meeting, std::string name, const v1::Roster& roster,
                                   const Rules& rules, const CalendarWeeks& weeks, absl::Time now);
Wish SameTime(const v1::Meeting& meeting);
bool IsNobodyFree(const absl::Status& status);

// What was told as stranded: whether it is known, noted, or forgotten since it fits again or is over.
bool IsStranded(const v1::RefitRecord& record, std::string_view meeting_id);
void NoteStranded(v1::RefitRecord& record, const v1::Meeting& meeting);
void ForgetStranded(v1::RefitRecord& record, std::string_view meeting_id);

}  // namespace zamer::scheduling
