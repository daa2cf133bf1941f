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
  SettleNextStep(lead.record, Now());
  EXPECT_EQ(NextStep(lead.lead()), 5);
  ASSERT_THAT(MeetingBooked(lead, kMeeting, Now(), Now() + absl::Hours(2)), IsOk());
  SettleNextStep(lead.record, Now());
  EXPECT_EQ(NextStep(lead.lead()), 2);
  ASSERT_THAT(MeetingEnded(lead, kMeeting, Now()), IsOk());
  SettleNextStep(lead.record, Now());
  EXPECT_EQ(NextStep(lead.lead()), 5);
  EXPECT_FALSE(lead.lead().has_meeting_time());
}

TEST(NextStep, IsMissingSinceThereWasNone) {
  Change lead = NewLead();
  SettleNextStep(lead.record, Now());
  SettleNextStep(lead.record, Now() + absl::Hours(1));
  EXPECT_EQ(FromTimestamp(lead.lead().next_step_missing_since_time()), Now());
  FollowUpIn(lead, 1);
  SettleNextStep(lead.record, Now());
  EXPECT_FALSE(lead.lead().has_next_step_missing_since_time());
  ASSERT_THAT(Lose(lead, "price"), IsOk());
  SettleNextStep(lead.record, Now());
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
    SettleNextStep(lead->record, Now());
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
    SettleNextStep(lead->record, Now());
    EXPECT_EQ(NextStep(lead->lead()), 9);
    EXPECT_FALSE(lead->record.meeting_confirmed());
  }
}

}  // namespace
}  // namespace zamer::lead
