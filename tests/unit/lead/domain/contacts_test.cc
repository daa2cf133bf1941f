#include "services/lead/domain/contacts.h"

#include <gtest/gtest.h>

#include <vector>

#include "services/lead/domain/merge.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/lead/domain/builders.h"

namespace zamer::lead {
namespace {

using testing::IsOk;

v1::Interaction At(int minute, v1::Interaction::Direction direction, int talk_seconds = 0) {
  v1::Interaction call;
  call.set_kind(v1::Interaction::CALL);
  call.set_direction(direction);
  call.mutable_talk_duration()->set_seconds(talk_seconds);
  *call.mutable_occurred_time() = ToTimestamp(Now() + absl::Minutes(minute));
  return call;
}

v1::Interaction Tried(int minute) { return At(minute, v1::Interaction::OUTBOUND); }

void Called(v1::LeadRecord& record, int minute) { ExpectAnswer(record, Now() + absl::Minutes(minute)); }

// Minutes after Now(); -1 when nobody waits.
int WaitsSince(const v1::LeadRecord& record) {
  if (!record.lead().has_waiting_since_time()) return -1;
  return static_cast<int>(absl::ToInt64Minutes(FromTimestamp(record.lead().waiting_since_time()) - Now()));
}

TEST(Contacts, ANewLeadWaitsSinceItsArrivalUntilSomebodyTries) {
  Change lead = NewLead();
  EXPECT_EQ(WaitsSince(lead.record), 0);
  CountAttempt(lead.record, Tried(3));
  EXPECT_EQ(WaitsSince(lead.record), -1);
  EXPECT_EQ(lead.lead().attempt_count(), 1);
  EXPECT_EQ(FromTimestamp(lead.lead().last_attempt_time()), Now() + absl::Minutes(3));
}

TEST(Contacts, TheFirstUnansweredContactCounts) {
  Change lead = NewLead();
  CountAttempt(lead.record, Tried(1));
  Called(lead.record, 5);
  Called(lead.record, 9);
  Called(lead.record, 0);
  EXPECT_EQ(WaitsSince(lead.record), 5);
}

TEST(Contacts, AnAttemptThatIsToldLateAnswersOnlyWhatCameBeforeIt) {
  Change lead = NewLead();
  Called(lead.record, 9);
  CountAttempt(lead.record, Tried(5));
  EXPECT_EQ(WaitsSince(lead.record), 9);
  CountAttempt(lead.record, Tried(9));
  EXPECT_EQ(WaitsSince(lead.record), -1);
  CountAttempt(lead.record, Tried(2));
  EXPECT_EQ(FromTimestamp(lead.lead().last_attempt_time()), Now() + absl::Minutes(9));
  EXPECT_EQ(lead.lead().attempt_count(), 3);
}

TEST(Contacts, ATalkIsAnAnswerButNoAttempt) {
  Change lead = NewLead();
  CountAttempt(lead.record, At(4, v1::Interaction::INBOUND, 60));
  EXPECT_EQ(WaitsSince(lead.record), -1);
  EXPECT_EQ(lead.lead().attempt_count(), 0);
  EXPECT_FALSE(lead.lead().has_last_attempt_time());
}

TEST(Contacts, ACallThatTurnsOutToBeATalkEndsTheWaitingAndIsNoSecondAttempt) {
  Change lead = NewLead();
  CountAttempt(lead.record, Tried(1));
  Called(lead.record, 4);
  EXPECT_EQ(WaitsSince(lead.record), 4) << "it rings";
  EndWaiting(lead.record, At(4, v1::Interaction::INBOUND));
  EXPECT_EQ(WaitsSince(lead.record), 4);
  EndWaiting(lead.record, At(4, v1::Interaction::INBOUND, 60));
  EXPECT_EQ(WaitsSince(lead.record), -1);
  EXPECT_EQ(lead.lead().attempt_count(), 1);
}

TEST(Contacts, OnlyMessagesAndMissedCallsOfTheClientAskForAnAnswer) {
  EXPECT_TRUE(AsksForAnswer(At(0, v1::Interaction::INBOUND)));
  EXPECT_FALSE(AsksForAnswer(At(0, v1::Interaction::INBOUND, 60)));
  EXPECT_FALSE(AsksForAnswer(At(0, v1::Interaction::OUTBOUND)));
  v1::Interaction note;
  note.set_kind(v1::Interaction::NOTE);
  EXPECT_FALSE(AsksForAnswer(note));
  v1::Touch touch;
  EXPECT_TRUE(AsksForAnswer(touch));
  touch.set_kind(v1::Touch::COLD);
  EXPECT_FALSE(AsksForAnswer(touch));
}

TEST(Contacts, AMergeJoinsWhatWasAskedAndAnswered) {
  Change survivor = NewLead();
  Change other = NewLead(Now() + absl::Minutes(10), {}, kLead + "-2");
  CountAttempt(survivor.record, Tried(2));
  ASSERT_THAT(Merge(survivor, other), IsOk());
  EXPECT_EQ(WaitsSince(survivor.record), 10);
  EXPECT_EQ(survivor.lead().attempt_count(), 1);

  Change third = NewLead(Now() + absl::Minutes(1), {}, kLead + "-3");
  CountAttempt(third.record, Tried(20));
  ASSERT_THAT(Merge(survivor, third), IsOk());
  EXPECT_EQ(WaitsSince(survivor.record), -1) << "answered on the other lead";
  EXPECT_EQ(survivor.lead().attempt_count(), 2);
  EXPECT_EQ(FromTimestamp(survivor.lead().last_attempt_time()), Now() + absl::Minutes(20));
}

}  // namespace
}  // namespace zamer::lead
