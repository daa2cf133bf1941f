#include "services/scheduling/domain/meeting_steps.h"

#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <set>

#include "desk.h"
#include "services/common/time/timestamps.h"
#include "tests/support/status_matchers.h"

namespace zamer::scheduling {
namespace {

using testing::IsOk;
using testing::StatusIs;
using State = v1::Meeting::State;

const Actor kDesigner{.name = "departments/d1/employees/e1"};
const Actor kOther{.name = "departments/d1/employees/e2"};
const Actor kManager{.name = "departments/d1/employees/manager"};
const Actor kHead{.name = "departments/d1/employees/head", .is_sales_head = true};

// From 12:00 to 13:00 on Tuesday; the hold runs out at 11:00.
v1::Meeting In(State state) {
  v1::Meeting meeting = Asked(v1::Meeting::ONLINE, March(3, 12), "e1");
  meeting.set_name("departments/d1/meetings/m1");
  meeting.set_state(state);
  *meeting.mutable_end_time() = ToTimestamp(March(3, 13));
  *meeting.mutable_first_start_time() = meeting.start_time();
  *meeting.mutable_create_time() = ToTimestamp(Monday10());
  if (state == v1::Meeting::HOLD) *meeting.mutable_hold_expire_time() = ToTimestamp(March(3, 11));
  if (state != v1::Meeting::HOLD) meeting.set_booked_by(kManager.name);
  return meeting;
}

v1::RecordOutcomeRequest Held() {
  v1::RecordOutcomeRequest request;
  request.mutable_outcome()->set_result(v1::Outcome::THINKING);
  return request;
}

v1::RecordOutcomeRequest NoShow(bool by_designer) {
  v1::RecordOutcomeRequest request;
  request.mutable_no_show()->set_by_designer(by_designer);
  return request;
}

v1::Meeting Later() {
  v1::Meeting to = In(v1::Meeting::STATE_UNSPECIFIED);
  to.set_name("departments/d1/meetings/m2");
  *to.mutable_start_time() = ToTimestamp(March(4, 12));
  *to.mutable_end_time() = ToTimestamp(March(4, 13));
  return to;
}

absl::StatusOr<State> StateOf(const absl::StatusOr<Step>& step) {
  if (!step.ok()) return step.status();
  return step->next.state();
}

// Every command, given at a time at which nothing but the state decides.
using Command = std::function<absl::StatusOr<State>(const v1::Meeting&)>;
const std::map<std::string, Command>& Commands() {
  static const std::map<std::string, Command> commands = {
      {"book", [](const auto& m) { return StateOf(BookHold(m, kManager, March(3, 10), March(3, 10))); }},
      {"confirm", [](const auto& m) { return StateOf(Confirm(m, March(3, 10))); }},
      {"start", [](const auto& m) { return StateOf(Start(m, kDesigner, March(3, 12))); }},
      {"cancel", [](const auto& m) { return StateOf(Cancel(m, {}, March(3, 10))); }},
      {"move",
       [](const auto& m) -> absl::StatusOr<State> {
         const auto move = Reschedule(m, Later(), March(3, 10), March(3, 10));
         if (!move.ok()) return move.status();
         return move->from.next.state();
       }},
      {"held", [](const auto& m) { return StateOf(RecordOutcome(m, Held(), kDesigner, March(3, 14))); }},
      {"client away", [](const auto& m) { return StateOf(RecordOutcome(m, NoShow(false), kDesigner, March(3, 14))); }},
      {"designer away", [](const auto& m) { return StateOf(RecordOutcome(m, NoShow(true), kDesigner, March(3, 14))); }},
  };
  return commands;
}

// What each command makes of each state; what is not here is refused.
const std::map<std::pair<State, std::string>, State>& Allowed() {
  static const std::map<std::pair<State, std::string>, State> allowed = {
      {{v1::Meeting::HOLD, "book"}, v1::Meeting::BOOKED},
      {{v1::Meeting::HOLD, "cancel"}, v1::Meeting::CANCELLED},
      {{v1::Meeting::BOOKED, "confirm"}, v1::Meeting::CONFIRMED},
      {{v1::Meeting::BOOKED, "start"}, v1::Meeting::STARTED},
      {{v1::Meeting::BOOKED, "cancel"}, v1::Meeting::CANCELLED},
      {{v1::Meeting::BOOKED, "move"}, v1::Meeting::RESCHEDULED},
      {{v1::Meeting::BOOKED, "held"}, v1::Meeting::HELD},
      {{v1::Meeting::BOOKED, "client away"}, v1::Meeting::NO_SHOW_CLIENT},
      {{v1::Meeting::BOOKED, "designer away"}, v1::Meeting::NO_SHOW_DESIGNER},
      {{v1::Meeting::CONFIRMED, "start"}, v1::Meeting::STARTED},
      {{v1::Meeting::CONFIRMED, "cancel"}, v1::Meeting::CANCELLED},
      {{v1::Meeting::CONFIRMED, "move"}, v1::Meeting::RESCHEDULED},
      {{v1::Meeting::CONFIRMED, "held"}, v1::Meeting::HELD},
      {{v1::Meeting::CONFIRMED, "client away"}, v1::Meeting::NO_SHOW_CLIENT},
      {{v1::Meeting::CONFIRMED, "designer away"}, v1::Meeting::NO_SHOW_DESIGNER},
      {{v1::Meeting::STARTED, "held"}, v1::Meeting::HELD},
      {{v1::Meeting::STARTED, "client away"}, v1::Meeting::NO_SHOW_CLIENT},
      {{v1::Meeting::STARTED, "designer away"}, v1::Meeting::NO_SHOW_DESIGNER},
  };
  return allowed;
}

TEST(EveryStateAndCommand, IsAStepOrIsRefusedWithoutAny) {
  for (int state = v1::Meeting::HOLD; state <= v1::Meeting::State_MAX; ++state) {
    const State from = static_cast<State>(state);
    for (const auto& [name, command] : Commands()) {
      SCOPED_TRACE(v1::Meeting::State_Name(from) + ", " + name);
      const absl::StatusOr<State> to = command(In(from));
      const auto expected = Allowed().find({from, name});
      if (expected != Allowed().end()) {
        ASSERT_THAT(to, IsOk());
        EXPECT_EQ(*to, expected->second);
      } else {
        EXPECT_FALSE(to.ok());
      }
    }
  }
}

TEST(BookHold, SaysWhyAHoldCannotBeBooked) {
  const auto book = [](State state, absl::Time now) { return BookHold(In(state), kManager, now, now); };
  EXPECT_THAT(book(v1::Meeting::EXPIRED, March(3, 10)), StatusIs(Reason::kHoldExpired));
  EXPECT_THAT(book(v1::Meeting::HOLD, March(3, 11)), StatusIs(Reason::kHoldExpired));
  EXPECT_THAT(book(v1::Meeting::BOOKED, March(3, 10)), StatusIs(Reason::kMeetingAlreadyExists));
  EXPECT_THAT(book(v1::Meeting::CANCELLED, March(3, 10)), StatusIs(Reason::kIllegalTransition));
}

TEST(BookHold, CreditsWhoBooks) {
  const auto step = BookHold(In(v1::Meeting::HOLD), kOther, March(3, 9), March(3, 10));
  ASSERT_THAT(step, IsOk());
  EXPECT_EQ(step->next.booked_by(), kOther.name);
  EXPECT_EQ(step->event.meeting_booked().meeting().booked_by(), kOther.name);
  EXPECT_EQ(FromTimestamp(step->next.book_time()), March(3, 9));
  EXPECT_EQ(step->occurred, March(3, 9));
  EXPECT_FALSE(step->next.has_hold_expire_time());
}

TEST(Cancel, IsNotForAMeetingWhoseTimeHasCome) {
  EXPECT_THAT(Cancel(In(v1::Meeting::BOOKED), {}, March(3, 12)), StatusIs(Reason::kIllegalTransition));
  EXPECT_THAT(Cancel(In(v1::Meeting::BOOKED), {}, March(3, 12) - absl::Seconds(1)), IsOk());
}

TEST(Cancel, OfAHoldIsNoCancelledMeeting) {
  const auto step = Cancel(In(v1::Meeting::HOLD), {}, March(3, 10));
  ASSERT_THAT(step, IsOk());
  EXPECT_TRUE(step->event.has_hold_expired());
}

TEST(Cancel, TellsWhoAndWhy) {
  v1::Cancellation cancellation;
  cancellation.set_party(v1::Cancellation::CLIENT);
  cancellation.set_reason("ill");
  const auto step = Cancel(In(v1::Meeting::CONFIRMED), cancellation, March(3, 10));
  ASSERT_THAT(step, IsOk());
  EXPECT_EQ(step->event.meeting_cancelled().party(), v1::Cancellation::CLIENT);
  EXPECT_EQ(step->event.meeting_cancelled().reason(), "ill");
  EXPECT_EQ(step->next.cancellation().reason(), "ill");
}

TEST(Reschedule, KeepsTheChainAndTheCredit) {
  v1::Meeting once_moved = In(v1::Meeting::BOOKED);
  once_moved.set_move_count(1);
  *once_moved.mutable_first_start_time() = ToTimestamp(March(1, 12));
  const auto move = Reschedule(once_moved, Later(), March(3, 10), March(3, 10));
  ASSERT_THAT(move, IsOk());
  EXPECT_EQ(move->from.next.moved_to(), Later().name());
  EXPECT_EQ(move->from.event.meeting_rescheduled().moved_to(), Later().name());
  const v1::Meeting& to = move->to.next;
  EXPECT_EQ(to.state(), v1::Meeting::BOOKED);
  EXPECT_EQ(to.moved_from(), once_moved.name());
  EXPECT_EQ(to.move_count(), 2);
  EXPECT_EQ(FromTimestamp(to.first_start_time()), March(1, 12));
  EXPECT_EQ(to.booked_by(), kManager.name);
  EXPECT_EQ(move->to.event.meeting_booked().moved_from(), once_moved.name());
}

TEST(Reschedule, IsNotForAMeetingWhoseTimeHasCome) {
  EXPECT_THAT(Reschedule(In(v1::Meeting::BOOKED), Later(), March(3, 12), March(3, 12)),
              StatusIs(Reason::kIllegalTransition));
}

TEST(RecordOutcome, IsForTheMeetingsDesignerAndTheSalesHead) {
  EXPECT_THAT(RecordOutcome(In(v1::Meeting::STARTED), Held(), kOther, March(3, 14)), StatusIs(Reason::kRoleNotAllowed));
  EXPECT_THAT(RecordOutcome(In(v1::Meeting::STARTED), Held(), kDesigner, March(3, 14)), IsOk());
  EXPECT_THAT(RecordOutcome(In(v1::Meeting::STARTED), Held(), kHead, March(3, 14)), IsOk());
  EXPECT_THAT(Start(In(v1::Meeting::BOOKED), kOther, March(3, 12)), StatusIs(Reason::kRoleNotAllowed));
  EXPECT_THAT(Start(In(v1::Meeting::BOOKED), kHead, March(3, 12)), IsOk());
}

TEST(RecordOutcome, ComesAfterTheStart) {
  EXPECT_THAT(RecordOutcome(In(v1::Meeting::BOOKED), Held(), kDesigner, March(3, 11, 59)),
              StatusIs(Reason::kIllegalTransition));
  EXPECT_THAT(RecordOutcome(In(v1::Meeting::BOOKED), NoShow(false), kDesigner, March(3, 12)), IsOk());
  v1::RecordOutcomeRequest early = Held();
  *early.mutable_occurred_time() = ToTimestamp(March(3, 11));
  EXPECT_THAT(RecordOutcome(In(v1::Meeting::BOOKED), early, kDesigner, March(3, 14)),
              StatusIs(Reason::kIllegalTransition));
}

TEST(RecordOutcome, HappenedAtThePlannedEndUnlessItIsSaidOrStillAhead) {
  const auto ended = [](const v1::RecordOutcomeRequest& request, absl::Time now) {
    const Step step = *RecordOutcome(In(v1::Meeting::STARTED), request, kDesigner, now);
    EXPECT_EQ(FromTimestamp(step.event.meeting_held().meeting().end_time()), step.occurred);
    return step.occurred;
  };
  EXPECT_EQ(ended(Held(), March(3, 20)), March(3, 13));
  EXPECT_EQ(ended(Held(), March(3, 12, 40)), March(3, 12, 40));
  v1::RecordOutcomeRequest late = Held();
  *late.mutable_occurred_time() = ToTimestamp(March(3, 13, 45));
  EXPECT_EQ(ended(late, March(3, 20)), March(3, 13, 45));
}

TEST(RecordOutcome, RefusesTimesThatAreTooOldOrAhead) {
  v1::RecordOutcomeRequest request = Held();
  *request.mutable_occurred_time() = ToTimestamp(March(3, 20, 6));
  EXPECT_THAT(RecordOutcome(In(v1::Meeting::BOOKED), request, kDesigner, March(3, 20)),
              StatusIs(Reason::kFieldInvalid));
  *request.mutable_occurred_time() = ToTimestamp(March(3, 13));
  EXPECT_THAT(RecordOutcome(In(v1::Meeting::BOOKED), request, kDesigner, March(3, 14) + absl::Hours(30 * 24)),
              StatusIs(Reason::kFieldInvalid));
}

TEST(RecordOutcome, NeedsAnOutcomeOrANoShow) {
  EXPECT_THAT(RecordOutcome(In(v1::Meeting::BOOKED), {}, kDesigner, March(3, 14)), StatusIs(Reason::kFieldInvalid));
}

TEST(DueStep, EndsAHoldWhenItsTimeIsOver) {
  EXPECT_FALSE(DueStep(In(v1::Meeting::HOLD), March(3, 11) - absl::Seconds(1)));
  const auto step = DueStep(In(v1::Meeting::HOLD), March(3, 15));
  ASSERT_TRUE(step);
  EXPECT_EQ(step->next.state(), v1::Meeting::EXPIRED);
  EXPECT_EQ(step->occurred, March(3, 11));
}

TEST(DueStep, MissesAnOutcomeTwoHoursAfterTheEndOnce) {
  for (const State state : {v1::Meeting::BOOKED, v1::Meeting::CONFIRMED, v1::Meeting::STARTED}) {
    EXPECT_FALSE(DueStep(In(state), March(3, 15) - absl::Seconds(1)));
    const auto step = DueStep(In(state), March(3, 15));
    ASSERT_TRUE(step);
    EXPECT_TRUE(step->event.has_outcome_missing());
    EXPECT_EQ(step->next.state(), state);
    EXPECT_FALSE(DueStep(step->next, March(4, 15)));
    EXPECT_EQ(TimerOf(step->next), absl::InfiniteFuture());
  }
}

TEST(DueStep, GivesALateRecordedBookingTheSameTime) {
  v1::Meeting late = In(v1::Meeting::BOOKED);
  *late.mutable_create_time() = ToTimestamp(March(5, 10));
  EXPECT_EQ(TimerOf(late), March(5, 12));
}

TEST(TimerOf, IsNeverForAClosedMeeting) {
  for (int state = v1::Meeting::HELD; state <= v1::Meeting::State_MAX; ++state) {
    EXPECT_EQ(TimerOf(In(static_cast<State>(state))), absl::InfiniteFuture());
  }
}

}  // namespace
}  // namespace zamer::scheduling
