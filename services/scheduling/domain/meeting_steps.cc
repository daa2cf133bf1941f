#include "services/scheduling/domain/meeting_steps.h"

#include <algorithm>
#include <initializer_list>
#include <utility>

#include "services/common/names/names.h"
#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/common/time/timestamps.h"
#include "services/scheduling/domain/occurred.h"

namespace zamer::scheduling {
namespace {

using State = v1::Meeting::State;

bool IsOneOf(State state, std::initializer_list<State> states) {
  return std::ranges::find(states, state) != states.end();
}

// Every step there is.
constexpr std::pair<State, State> kSteps[] = {
    {v1::Meeting::HOLD, v1::Meeting::BOOKED},
    {v1::Meeting::HOLD, v1::Meeting::CANCELLED},
    {v1::Meeting::HOLD, v1::Meeting::EXPIRED},
    {v1::Meeting::BOOKED, v1::Meeting::CONFIRMED},
    {v1::Meeting::BOOKED, v1::Meeting::STARTED},
    {v1::Meeting::BOOKED, v1::Meeting::RESCHEDULED},
    {v1::Meeting::BOOKED, v1::Meeting::CANCELLED},
    {v1::Meeting::BOOKED, v1::Meeting::HELD},
    {v1::Meeting::BOOKED, v1::Meeting::NO_SHOW_CLIENT},
    {v1::Meeting::BOOKED, v1::Meeting::NO_SHOW_DESIGNER},
    {v1::Meeting::CONFIRMED, v1::Meeting::STARTED},
    {v1::Meeting::CONFIRMED, v1::Meeting::RESCHEDULED},
    {v1::Meeting::CONFIRMED, v1::Meeting::CANCELLED},
    {v1::Meeting::CONFIRMED, v1::Meeting::HELD},
    {v1::Meeting::CONFIRMED, v1::Meeting::NO_SHOW_CLIENT},
    {v1::Meeting::CONFIRMED, v1::Meeting::NO_SHOW_DESIGNER},
    {v1::Meeting::STARTED, v1::Meeting::HELD},
    {v1::Meeting::STARTED, v1::Meeting::NO_SHOW_CLIENT},
    {v1::Meeting::STARTED, v1::Meeting::NO_SHOW_DESIGNER},
};

absl::Status CheckStep(const v1::Meeting& meeting, State to) {
  if (std::ranges::find(kSteps, std::pair(meeting.state(), to)) != std::end(kSteps)) return absl::OkStatus();
  return IllegalTransition(meeting.name(), v1::Meeting::State_Name(meeting.state()), v1::Meeting::State_Name(to));
}

absl::Status WrongTime(const v1::Meeting& meeting, State to, std::string_view advice) {
  return FailedPrecondition(Reason::kIllegalTransition, advice,
                            {{"subject", meeting.name()},
                             {"from", v1::Meeting::State_Name(meeting.state())},
                             {"to", v1::Meeting::State_Name(to)},
                             {"start_time", FormatRfc3339(FromTimestamp(meeting.start_time()))}});
}

// What is called off or moved at its time or later was missed.
absl::Status CheckBeforeStart(const v1::Meeting& meeting, State to, absl::Time occurred) {
  if (occurred < FromTimestamp(meeting.start_time())) return absl::OkStatus();
  return WrongTime(meeting, to, "The meeting's time has come: record its outcome, or give an occurred_time before it.");
}

absl::Status CheckOwn(const v1::Meeting& meeting, const Actor& actor) {
  if (actor.is_sales_head || actor.name == meeting.designer()) return absl::OkStatus();
  return PermissionDenied(Reason::kRoleNotAllowed, "Ask the meeting's designer or the sales head to do it.",
                          {{"meeting", meeting.name()}});
}

v1::MeetingFacts FactsOf(const v1::Meeting& meeting) {
  v1::MeetingFacts facts;
  facts.set_lead(meeting.lead());
  facts.set_designer(meeting.designer());
  facts.set_kind(meeting.kind());
  facts.set_city(meeting.city());
  *facts.mutable_start_time() = meeting.start_time();
  *facts.mutable_end_time() = meeting.end_time();
  facts.set_booked_by(meeting.booked_by());
  return facts;
}

// The step to `next`; `mutable_fact` picks the event's fact, whose facts of the meeting are filled in.
template <class Fact>
Step StepTo(v1::Meeting next, Fact* (v1::SchedulingEvent::*mutable_fact)(), absl::Time occurred) {
  Step step{.next = std::move(next), .event = {}, .occurred = occurred};
  *(step.event.*mutable_fact)()->mutable_meeting() = FactsOf(step.next);
  return step;
}

Step BookedStep(v1::Meeting meeting, absl::Time occurred) {
  meeting.set_state(v1::Meeting::BOOKED);
  meeting.clear_hold_expire_time();
  *meeting.mutable_book_time() = ToTimestamp(occurred);
  Step step = StepTo(std::move(meeting), &v1::SchedulingEvent::mutable_meeting_booked, occurred);
  step.event.mutable_meeting_booked()->set_moved_from(step.next.moved_from());
  return step;
}

v1::Meeting InState(v1::Meeting meeting, State state) {
  meeting.set_state(state);
  return meeting;
}

absl::StatusOr<absl::Time> WhenItEnded(const v1::Meeting& meeting, const v1::RecordOutcomeRequest& request, State to,
                                       absl::Time now) {
  const absl::Time start = FromTimestamp(meeting.start_time());
  const absl::Time planned_end = FromTimestamp(meeting.end_time());
  if (now < start) return WrongTime(meeting, to, "The meeting has not begun; record what happened after its start.");
  ZAMER_ASSIGN_OR_RETURN(
      const absl::Time ended,
      OccurredTime(request.has_occurred_time() ? &request.occurred_time() : nullptr, now, std::min(planned_end, now)));
  if (ended < start) return WrongTime(meeting, to, "Give an occurred_time that is not before the meeting's start.");
  return ended;
}

Step HeldStep(v1::Meeting meeting, const v1::Outcome& outcome, absl::Time ended) {
  *meeting.mutable_outcome() = outcome;
  Step step = StepTo(std::move(meeting), &v1::SchedulingEvent::mutable_meeting_held, ended);
  v1::MeetingHeld& held = *step.event.mutable_meeting_held();
  held.set_result(outcome.result());
  *held.mutable_meeting()->mutable_end_time() = ToTimestamp(ended);
  return step;
}

Step NoShowStep(v1::Meeting meeting, bool by_designer, absl::Time ended) {
  Step step = StepTo(std::move(meeting), &v1::SchedulingEvent::mutable_meeting_no_show, ended);
  step.event.mutable_meeting_no_show()->set_by_designer(by_designer);
  return step;
}

State StateAfter(const v1::RecordOutcomeRequest& request) {
  if (request.has_outcome()) return v1::Meeting::HELD;
  return request.no_show().by_designer() ? v1::Meeting::NO_SHOW_DESIGNER : v1::Meeting::NO_SHOW_CLIENT;
}

}  // namespace

bool TakesTime(State state) {
  return !IsOneOf(state, {v1::Meeting::RESCHEDULED, v1::Meeting::CANCELLED, v1::Meeting::EXPIRED});
}

bool IsActive(State state) {
  return IsOneOf(state, {v1::Meeting::BOOKED, v1::Meeting::CONFIRMED, v1::Meeting::STARTED});
}

Step PlaceHold(v1::Meeting meeting, absl::Time now, absl::Duration hold_time) {
  meeting.set_state(v1::Meeting::HOLD);
  *meeting.mutable_hold_expire_time() = ToTimestamp(now + hold_time);
  *meeting.mutable_create_time() = ToTimestamp(now);
  *meeting.mutable_first_start_time() = meeting.start_time();
  return StepTo(std::move(meeting), &v1::SchedulingEvent::mutable_meeting_hold_placed, now);
}

Step Book(v1::Meeting meeting, const Actor& actor, absl::Time occurred, absl::Time now) {
  meeting.set_booked_by(actor.name);
  *meeting.mutable_create_time() = ToTimestamp(now);
  *meeting.mutable_first_start_time() = meeting.start_time();
  return BookedStep(std::move(meeting), occurred);
}

absl::StatusOr<Step> BookHold(const v1::Meeting& hold, const Actor& actor, absl::Time occurred, absl::Time now) {
  const bool expired = hold.state() == v1::Meeting::HOLD && FromTimestamp(hold.hold_expire_time()) <= now;
  if (expired || hold.state() == v1::Meeting::EXPIRED) {
    return FailedPrecondition(Reason::kHoldExpired, "The hold ran out; choose a free slot again.",
                              {{"meeting", hold.name()}});
  }
  if (IsActive(hold.state())) {
    return AlreadyExists(Reason::kMeetingAlreadyExists, "The hold was booked already.", {{"meeting", hold.name()}});
  }
  ZAMER_RETURN_IF_ERROR(CheckStep(hold, v1::Meeting::BOOKED));
  v1::Meeting booked = hold;
  booked.set_booked_by(actor.name);
  return BookedStep(std::move(booked), occurred);
}

absl::StatusOr<Step> Confirm(const v1::Meeting& meeting, absl::Time occurred) {
  ZAMER_RETURN_IF_ERROR(CheckStep(meeting, v1::Meeting::CONFIRMED));
  return StepTo(InState(meeting, v1::Meeting::CONFIRMED), &v1::SchedulingEvent::mutable_meeting_confirmed, occurred);
}

absl::StatusOr<Step> Start(const v1::Meeting& meeting, const Actor& actor, absl::Time occurred) {
  ZAMER_RETURN_IF_ERROR(CheckOwn(meeting, actor));
  ZAMER_RETURN_IF_ERROR(CheckStep(meeting, v1::Meeting::STARTED));
  return StepTo(InState(meeting, v1::Meeting::STARTED), &v1::SchedulingEvent::mutable_meeting_started, occurred);
}

absl::StatusOr<Step> Cancel(const v1::Meeting& meeting, const v1::Cancellation& cancellation, absl::Time occurred) {
  ZAMER_RETURN_IF_ERROR(CheckStep(meeting, v1::Meeting::CANCELLED));
  v1::Meeting next = InState(meeting, v1::Meeting::CANCELLED);
  *next.mutable_cancellation() = cancellation;
  if (meeting.state() == v1::Meeting::HOLD) {  // nobody was promised anything: not a cancellation that counts
    return StepTo(std::move(next), &v1::SchedulingEvent::mutable_hold_expired, occurred);
  }
  ZAMER_RETURN_IF_ERROR(CheckBeforeStart(meeting, v1::Meeting::CANCELLED, occurred));
  Step step = StepTo(std::move(next), &v1::SchedulingEvent::mutable_meeting_cancelled, occurred);
  step.event.mutable_meeting_cancelled()->set_party(cancellation.party());
  step.event.mutable_meeting_cancelled()->set_reason(cancellation.reason());
  return step;
}

absl::StatusOr<Move> Reschedule(const v1::Meeting& meeting, v1::Meeting to, absl::Time occurred, absl::Time now) {
  ZAMER_RETURN_IF_ERROR(CheckStep(meeting, v1::Meeting::RESCHEDULED));
  ZAMER_RETURN_IF_ERROR(CheckBeforeStart(meeting, v1::Meeting::RESCHEDULED, occurred));
  to.set_booked_by(meeting.booked_by());
  to.set_moved_from(meeting.name());
  to.set_move_count(meeting.move_count() + 1);
  *to.mutable_first_start_time() = meeting.first_start_time();
  *to.mutable_create_time() = ToTimestamp(now);
  v1::Meeting old = InState(meeting, v1::Meeting::RESCHEDULED);
  old.set_moved_to(to.name());
  Step from = StepTo(std::move(old), &v1::SchedulingEvent::mutable_meeting_rescheduled, occurred);
  from.event.mutable_meeting_rescheduled()->set_moved_to(to.name());
  return Move{.from = std::move(from), .to = BookedStep(std::move(to), occurred)};
}

absl::StatusOr<Step> RecordOutcome(const v1::Meeting& meeting, const v1::RecordOutcomeRequest& request,
                                   const Actor& actor, absl::Time now) {
  if (request.what_case() == v1::RecordOutcomeRequest::WHAT_NOT_SET) {
    Violations violations;
    violations.Add("what", "must be an outcome or a no-show");
    return violations.ToStatus();
  }
  const State to = StateAfter(request);
  ZAMER_RETURN_IF_ERROR(CheckOwn(meeting, actor));
  ZAMER_RETURN_IF_ERROR(CheckStep(meeting, to));
  ZAMER_ASSIGN_OR_RETURN(const absl::Time ended, WhenItEnded(meeting, request, to, now));
  if (request.has_outcome()) return HeldStep(InState(meeting, to), request.outcome(), ended);
  return NoShowStep(InState(meeting, to), request.no_show().by_designer(), ended);
}

Step Strand(const v1::Meeting& meeting, absl::Time now) {
  return StepTo(meeting, &v1::SchedulingEvent::mutable_meeting_stranded, now);
}

Step Release(const v1::Meeting& hold, absl::Time now) {
  const absl::Time when = std::min(now, FromTimestamp(hold.hold_expire_time()));
  return StepTo(InState(hold, v1::Meeting::EXPIRED), &v1::SchedulingEvent::mutable_hold_expired, when);
}

absl::Time TimerOf(const v1::Meeting& meeting) {
  if (meeting.state() == v1::Meeting::HOLD) return FromTimestamp(meeting.hold_expire_time());
  if (!IsActive(meeting.state()) || meeting.outcome_missing()) return absl::InfiniteFuture();
  // A booking that was recorded late leaves the same time as one that was in time.
  return std::max(FromTimestamp(meeting.end_time()), FromTimestamp(meeting.create_time())) + kOutcomeLimit;
}

std::optional<Step> DueStep(const v1::Meeting& meeting, absl::Time now) {
  const absl::Time due = TimerOf(meeting);
  if (due > now) return std::nullopt;
  if (meeting.state() == v1::Meeting::HOLD) return Release(meeting, now);
  v1::Meeting next = meeting;
  next.set_outcome_missing(true);
  return StepTo(std::move(next), &v1::SchedulingEvent::mutable_outcome_missing, due);
}

}  // namespace zamer::scheduling
