#include "services/lead/domain/next_step.h"

#include <gtest/gtest.h>

#include <string>

#include "services/lead/domain/closing.h"
#include "services/lead/domain/follow_ups.h"
#include "services/lead/domain/outcomes.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/lead/domain/builders.h"

namespace zamer::lead {
namespace {

using testing::IsOk;

constexpr absl::Duration kGrace = absl::Minutes(15);
const std::string kMeeting = "departments/d1/meetings/m1";

void FollowUpIn(Change& lead, int hours) {
  v1::FollowUp follow_up;
  *follow_up.mutable_due_time() = ToTimestamp(Now() + absl::Hours(hours));
  ASSERT_THAT(ScheduleFollowUp(lead, follow_up, kAnna, "follow_up"), IsOk());
}

// Hours after Now(); -1 when there is none.
int NextStep(const v1::Lead& lead) {
  if (!lead.has_next_step_time()) return -1;
  return static_cast<int>(absl::ToInt64Hours(FromTimestamp(lead.next_step_time()) - Now()));
}

TEST(NextStep, IsTheEarliestFollowUpOrTheMeeting) {
  Change lead = NewLead();
  FollowUpIn(lead, 8);
  FollowUpIn(lead, 5);
  SettleNextStep(lead.record, Now(), kGrace);
  EXPECT_EQ(NextStep(lead.lead()), 5);
  ASSERT_THAT(MeetingBooked(lead, kMeeting, Now(), Now() + absl::Hours(2)), IsOk());
  SettleNextStep(lead.record, Now(), kGrace);
  EXPECT_EQ(NextStep(lead.lead()), 2);
  ASSERT_THAT(MeetingEnded(lead, kMeeting, Now()), IsOk());
  SettleNextStep(lead.record, Now(), kGrace);
  EXPECT_EQ(NextStep(lead.lead()), 5);
  EXPECT_FALSE(lead.lead().has_meeting_time());
}

TEST(NextStep, IsMissingSinceThereWasNone) {
  Change lead = NewLead();
  SettleNextStep(lead.record, Now(), kGrace);
  SettleNextStep(lead.record, Now() + absl::Hours(1), kGrace);
  EXPECT_EQ(FromTimestamp(lead.lead().next_step_missing_since_time()), Now());
  FollowUpIn(lead, 1);
  SettleNextStep(lead.record, Now(), kGrace);
  EXPECT_FALSE(lead.lead().has_next_step_missing_since_time());
  ASSERT_THAT(Lose(lead, "price"), IsOk());
  SettleNextStep(lead.record, Now(), kGrace);
  EXPECT_FALSE(lead.lead().has_next_step_missing_since_time());
  EXPECT_EQ(NextStep(lead.lead()), -1);
  EXPECT_FALSE(lead.lead().has_waiting_since_time());
}

TEST(NextStep, IsNotMissedOfLeadsThatArePutOffOrMayNotBeContacted) {
  Change put_off = NewLead();
  put_off.lead().set_state(v1::Lead::NURTURING);
  Change silent = NewLead();
  silent.lead().set_do_not_contact(true);
  for (Change* lead : {&put_off, &silent}) {
    SettleNextStep(lead->record, Now(), kGrace);
    EXPECT_FALSE(lead->lead().has_next_step_missing_since_time());
  }
}

TEST(NextStep, AMovedMeetingTakesItsNewTimeInEitherOrderOfTheEvents) {
  const std::string later = "departments/d1/meetings/m2";
  Change moved_first = NewLead();
  ASSERT_THAT(MeetingBooked(moved_first, kMeeting, Now(), Now() + absl::Hours(1)), IsOk());
  ASSERT_THAT(MeetingConfirmed(moved_first, kMeeting), IsOk());
  Change booked_first = moved_first;
  ASSERT_THAT(MeetingMoved(moved_first, kMeeting, later), IsOk());
  ASSERT_THAT(MeetingBooked(moved_first, later, Now(), Now() + absl::Hours(9)), IsOk());
  ASSERT_THAT(MeetingBooked(booked_first, later, Now(), Now() + absl::Hours(9)), IsOk());
  ASSERT_THAT(MeetingMoved(booked_first, kMeeting, later), IsOk());
  for (Change* lead : {&moved_first, &booked_first}) {
    SettleNextStep(lead->record, Now(), kGrace);
    EXPECT_EQ(NextStep(lead->lead()), 9);
    EXPECT_FALSE(lead->record.meeting_confirmed());
  }
}

// What the lead's timer does at `minutes` after Now(), and what is told by it.
int MissesAt(Change& lead, int minutes) {
  lead.now = Now() + absl::Minutes(minutes);
  lead.facts.clear();
  MissNextStep(lead);
  SettleNextStep(lead.record, lead.now, kGrace);
  return Count(lead, v1::LeadEvent::kNextStepMissed);
}

TEST(NextStep, IsToldAsMissedOnceForEachGap) {
  Change lead = NewLead();
  lead.lead().set_owner(kAnna);
  SettleNextStep(lead.record, Now(), kGrace);
  EXPECT_EQ(NextStepDueAt(lead.record), Now() + kGrace);
  EXPECT_EQ(MissesAt(lead, 14), 0);
  EXPECT_EQ(MissesAt(lead, 15), 1);
  EXPECT_EQ(lead.facts.back().next_step_missed().owner(), kAnna);
  EXPECT_EQ(FromTimestamp(lead.facts.back().next_step_missed().since_time()), Now());
  EXPECT_EQ(FromTimestamp(lead.facts.back().meta().occurred_time()), Now() + kGrace);
  EXPECT_EQ(MissesAt(lead, 40), 0);
  EXPECT_EQ(NextStepDueAt(lead.record), absl::InfiniteFuture());

  FollowUpIn(lead, 2);
  SettleNextStep(lead.record, lead.now, kGrace);
  EXPECT_EQ(MissesAt(lead, 60), 0);
  lead.lead().clear_follow_ups();
  SettleNextStep(lead.record, lead.now, kGrace);
  EXPECT_EQ(MissesAt(lead, 74), 0);
  EXPECT_EQ(MissesAt(lead, 75), 1) << "a new gap";
}

TEST(NextStep, IsNotMissedOnLeadsThatNeedNone) {
  for (const v1::Lead::State state : {v1::Lead::CONTRACT_SIGNED, v1::Lead::IN_PRODUCTION, v1::Lead::NURTURING,
                                      v1::Lead::LOST, v1::Lead::DISQUALIFIED, v1::Lead::MERGED}) {
    Change lead = NewLead();
    SettleNextStep(lead.record, Now(), kGrace);
    lead.lead().set_state(state);
    SettleNextStep(lead.record, Now(), kGrace);
    EXPECT_EQ(NextStepDueAt(lead.record), absl::InfiniteFuture()) << v1::Lead::State_Name(state);
  }
}

TEST(NextStep, OfAnImportedLeadIsMissedOnlyOnceSomebodyWorksOnItHere) {
  Change lead(v1::LeadRecord(), Now());
  lead.lead().set_imported(true);
  lead.lead().set_state(v1::Lead::IN_CORRESPONDENCE);
  SettleNextStep(lead.record, Now(), kGrace);
  EXPECT_EQ(NextStepDueAt(lead.record), absl::InfiniteFuture());
  for (const auto touch : {+[](Change& one) { one.record.set_logged_here(true); },
                           +[](Change& one) { Assign(one, kAnna, v1::LeadAssigned::MANUAL); },
                           +[](Change& one) { AddEnquiry(one, {{}, TouchAt(Now())}); }}) {
    Change touched = lead;
    touch(touched);
    SettleNextStep(touched.record, Now(), kGrace);
    EXPECT_EQ(NextStepDueAt(touched.record), Now() + kGrace);
  }
  Assign(lead, kAnna, v1::LeadAssigned::IMPORT);
  SettleNextStep(lead.record, Now(), kGrace);
  EXPECT_EQ(NextStepDueAt(lead.record), absl::InfiniteFuture());
}

}  // namespace
}  // namespace zamer::lead
