// The steps of a meeting: what each makes of it, and the fact that others learn.
#pragma once
#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <optional>
#include <string>
#include <string_view>

#include "zamer/scheduling/v1/meeting.pb.h"
#include "zamer/scheduling/v1/scheduling_events.pb.h"
#include "zamer/scheduling/v1/scheduling_service.pb.h"

namespace zamer::scheduling {

// How long after a meeting's end somebody may take to record what happened.
inline constexpr absl::Duration kOutcomeLimit = absl::Hours(2);

// Who takes a step.
struct Actor {
  // Resource name.
  std::string name;
  bool is_sales_head = false;
};

// A decided step: the meeting after it, and the event, complete but for its meta.
struct Step {
  v1::Meeting next;
  v1::SchedulingEvent event;
  absl::Time occurred;
};

// A meeting that is moved: the old one, which points to the new one, and the new one.
struct Move {
  Step from;
  Step to;
};

// Whether a meeting of this state takes its designer's time; those that took place still do.
bool TakesTime(v1::Meeting::State state);
// Whether it is agreed and still ahead or under way.
bool IsActive(v1::Meeting::State state);

// First steps of a meeting that has a name, a designer and free time.
Step PlaceHold(v1::Meeting meeting, absl::Time now, absl::Duration hold_time);
Step Book(v1::Meeting meeting, const Actor& actor, absl::Time occurred, absl::Time now);

// HOLD to BOOKED; the credit goes to who books, whoever held. HOLD_EXPIRED, MEETING_ALREADY_EXISTS for a hold that was
// booked, ILLEGAL_TRANSITION.
absl::StatusOr<Step> BookHold(const v1::Meeting& hold, const Actor& actor, absl::Time occurred, absl::Time now);

// Steps of a booked meeting. Errors: ILLEGAL_TRANSITION, also for a step that is too late or too early;
// ROLE_NOT_ALLOWED for an actor who is neither the meeting's designer nor the sales head.
absl::StatusOr<Step> Confirm(const v1::Meeting& meeting, absl::Time occurred);
absl::StatusOr<Step> Start(const v1::Meeting& meeting, const Actor& actor, absl::Time occurred);
absl::StatusOr<Step> Cancel(const v1::Meeting& meeting, const v1::Cancellation& cancellation, absl::Time occurred);
absl::StatusOr<Step> RecordOutcome(const v1::Meeting& meeting, const v1::RecordOutcomeRequest& request,
                                   const Actor& actor, absl::Time now);

// Moves a meeting to `to`, which has name, designer and times of the new one.
absl::StatusOr<Move> Reschedule(const v1::Meeting& meeting, v1::Meeting to, absl::Time occurred, absl::Time now);

// The meeting as it was, told as one that no longer fits its designer's time and that nobody can take.
Step Strand(const v1::Meeting& meeting, absl::Time now);

// HOLD to EXPIRED, because its time is over or because the lead's next hold or booking takes its place.
Step Release(const v1::Meeting& hold, absl::Time now);

// When the meeting wants to be looked at; never for one that is closed.
absl::Time TimerOf(const v1::Meeting& meeting);
// The step that is due at `now`: a hold runs out, or an outcome is missing. Nothing where none is.
std::optional<Step> DueStep(const v1::Meeting& meeting, absl::Time now);

}  // namespace zamer::scheduling
