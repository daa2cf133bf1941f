#include "services/lead/domain/first_response.h"

#include <gtest/gtest.h>

#include "services/lead/domain/due.h"
#include "services/lead/domain/interactions.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/lead/domain/builders.h"

namespace zamer::lead {
namespace {

using Fact = v1::LeadEvent;
using testing::IsOk;

v1::Interaction Call(absl::Time time, v1::Interaction::Direction direction, int talk_seconds,
                     const std::string& employee = kAnna) {
  v1::Interaction call;
  call.set_kind(v1::Interaction::CALL);
  call.set_direction(direction);
  call.set_employee(employee);
  call.mutable_talk_duration()->set_seconds(talk_seconds);
  *call.mutable_occurred_time() = ToTimestamp(time);
  return call;
}

// A lead that arrived on a working Monday at 13:00 in Moscow, with a limit of 5 minutes.
class FirstResponse : public ::testing::Test {
 protected:
  FirstResponse() { StartClock(lead_, roster_); }

  void Log(const v1::Interaction& interaction) {
    const ResponseBefore before(lead_.record);
    v1::HistoryPage page;
    ASSERT_THAT(AddInteraction(lead_, page, interaction), IsOk());
    TellResponse(lead_, before, roster_);
  }
  const v1::FirstResponse& clocks() const { return lead_.lead().first_response(); }

  Roster roster_{RosterOf({LeadManager(kAnna)}), Now()};
  Change lead_ = NewLead();
};

TEST_F(FirstResponse, IsDueAfterTheLimit) { EXPECT_EQ(ResponseDueAt(lead_.record), Now() + absl::Minutes(5)); }

TEST_F(FirstResponse, TakesAnUnansweredOutboundCallAsAttemptNotAsTalk) {
  Log(Call(Now() + absl::Minutes(2), v1::Interaction::OUTBOUND, 0));
  EXPECT_EQ(FromTimestamp(clocks().attempt_time()), Now() + absl::Minutes(2));
  EXPECT_EQ(clocks().attempt_by(), kAnna);
  EXPECT_FALSE(clocks().has_talk_time());
  EXPECT_FALSE(clocks().late());
  EXPECT_EQ(FromProtoDuration(clocks().staffed_to_attempt()), absl::Minutes(2));
  EXPECT_EQ(lead_.lead().state(), v1::Lead::IN_CORRESPONDENCE);
  EXPECT_EQ(FactsOf(lead_), (std::vector{Fact::kInteractionLogged, Fact::kStateChanged, Fact::kFirstResponseChanged}));
  EXPECT_EQ(ResponseDueAt(lead_.record), absl::InfiniteFuture());
}

TEST_F(FirstResponse, NeedsTenSecondsForATalk) {
  Log(Call(Now() + absl::Minutes(1), v1::Interaction::OUTBOUND, 9));
  EXPECT_FALSE(clocks().has_talk_time());
  Log(Call(Now() + absl::Minutes(2), v1::Interaction::OUTBOUND, 10));
  EXPECT_EQ(FromTimestamp(clocks().talk_time()), Now() + absl::Minutes(2));
  EXPECT_EQ(lead_.record.talk_by(), kAnna);
}

TEST_F(FirstResponse, IsAnsweredByATalkThatTheClientBegan) {
  Log(Call(Now() + absl::Minutes(1), v1::Interaction::INBOUND, 60));
  EXPECT_FALSE(clocks().has_attempt_time());
  EXPECT_EQ(ResponseDueAt(lead_.record), absl::InfiniteFuture());
}

TEST_F(FirstResponse, IgnoresNotesAndWhatCameBeforeTheArrival) {
  v1::Interaction note;
  note.set_kind(v1::Interaction::NOTE);
  *note.mutable_occurred_time() = ToTimestamp(Now());
  Log(note);
  Log(Call(Now() - absl::Minutes(1), v1::Interaction::OUTBOUND, 60));
  EXPECT_FALSE(clocks().has_attempt_time());
  EXPECT_EQ(lead_.lead().interaction_count(), 2);
}

TEST_F(FirstResponse, IsCorrectedByAnEarlierInteractionThatComesLate) {
  Log(Call(Now() + absl::Minutes(4), v1::Interaction::OUTBOUND, 60));
  Log(Call(Now() + absl::Minutes(1), v1::Interaction::OUTBOUND, 0, kBoris));
  EXPECT_EQ(FromTimestamp(clocks().attempt_time()), Now() + absl::Minutes(1));
  EXPECT_EQ(clocks().attempt_by(), kBoris);
  EXPECT_EQ(FromTimestamp(clocks().talk_time()), Now() + absl::Minutes(4));
  EXPECT_EQ(Count(lead_, Fact::kFirstResponseChanged), 2);
  Log(Call(Now() + absl::Minutes(9), v1::Interaction::OUTBOUND, 60));
  EXPECT_EQ(Count(lead_, Fact::kFirstResponseChanged), 2) << "a later one changes nothing";
}

TEST_F(FirstResponse, IsMissedOnceAndAsksForAnotherOwnerOnce) {
  lead_.lead().set_owner(kAnna);
  lead_.now = Now() + absl::Minutes(5);
  EXPECT_EQ(FallDue(lead_, roster_), AfterDue::kNextInTurn);
  EXPECT_EQ(FactsOf(lead_), std::vector{Fact::kFirstResponseMissed});
  EXPECT_EQ(lead_.facts[0].first_response_missed().owner(), kAnna);
  EXPECT_EQ(FallDue(lead_, roster_), AfterDue::kAsBefore);
  EXPECT_EQ(lead_.facts.size(), 1u);
  EXPECT_EQ(DueAt(lead_.record), absl::InfiniteFuture());
}

TEST_F(FirstResponse, IsNotMissedBeforeItsTime) {
  lead_.now = Now() + absl::Minutes(4);
  EXPECT_EQ(FallDue(lead_, roster_), AfterDue::kAsBefore);
  EXPECT_TRUE(lead_.facts.empty());
}

TEST_F(FirstResponse, IsLateWhenAnsweredAfterTheLimit) {
  Log(Call(Now() + absl::Minutes(6), v1::Interaction::OUTBOUND, 0));
  EXPECT_TRUE(clocks().late());
  EXPECT_EQ(Count(lead_, Fact::kFirstResponseMissed), 1) << "also when the answer came before the timer";
}

TEST_F(FirstResponse, IsNotLateAfterAllWhenAnEarlierAttemptComesIn) {
  lead_.now = Now() + absl::Minutes(6);
  FallDue(lead_, roster_);
  Log(Call(Now() + absl::Minutes(3), v1::Interaction::OUTBOUND, 0));
  EXPECT_FALSE(clocks().late());
  EXPECT_FALSE(lead_.facts.back().first_response_changed().first_response().late());
}

TEST_F(FirstResponse, CountsAgainWhenTheArrivalMoves) {
  const v1::Interaction early = Call(Now() - absl::Minutes(30), v1::Interaction::OUTBOUND, 0);
  Log(early);
  PlaceTouch(lead_.record, TouchAt(Now() - absl::Hours(1)));
  Recount(lead_.record, {early});
  EXPECT_EQ(FromTimestamp(clocks().attempt_time()), Now() - absl::Minutes(30));
}

TEST_F(FirstResponse, HasNoStaffedTimeForAnImportedLead) {
  lead_.lead().set_imported(true);
  Log(Call(Now() + absl::Minutes(2), v1::Interaction::OUTBOUND, 20));
  EXPECT_TRUE(clocks().has_attempt_time());
  EXPECT_FALSE(clocks().has_staffed_to_attempt());
  EXPECT_FALSE(clocks().has_staffed_to_talk());
}

TEST_F(FirstResponse, StopsItsClockWhenTheLeadIsClosed) {
  lead_.lead().set_state(v1::Lead::LOST);
  EXPECT_EQ(DueAt(lead_.record), absl::InfiniteFuture());
}

}  // namespace
}  // namespace zamer::lead
