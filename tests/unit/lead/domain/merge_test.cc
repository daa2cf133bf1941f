#include "services/lead/domain/merge.h"

#include <gtest/gtest.h>

#include "services/lead/domain/closing.h"
#include "services/lead/domain/outcomes.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/lead/domain/builders.h"

namespace zamer::lead {
namespace {

using Fact = v1::LeadEvent;
using testing::IsOk;
using testing::StatusIs;

const std::string kOther = "departments/d1/leads/l2";

Change Older() { return NewLead(Now() - absl::Hours(1)); }
Change Newer(Person person = {}) { return NewLead(Now(), std::move(person), kOther); }

TEST(IsOlder, GoesByArrivalThenByName) {
  EXPECT_TRUE(IsOlder(Older().lead(), Newer().lead()));
  EXPECT_FALSE(IsOlder(Newer().lead(), Older().lead()));
  EXPECT_TRUE(IsOlder(NewLead().lead(), NewLead(Now(), {}, kOther).lead()));
}

TEST(Merge, MovesEverythingToTheSurvivor) {
  Change survivor = Older();
  Change other = Newer(WithPhone("+79123456789"));
  ASSERT_THAT(MeetingBooked(other, "departments/d1/meetings/m1", Now()), IsOk());
  other.record.set_own_interaction_count(3);
  other.lead().set_interaction_count(3);
  ASSERT_THAT(Merge(survivor, other), IsOk());
  EXPECT_EQ(survivor.lead().phones_size(), 1);
  EXPECT_EQ(survivor.record.person_keys_size(), 1);
  EXPECT_EQ(survivor.lead().touch_count(), 2);
  EXPECT_EQ(survivor.lead().state(), v1::Lead::MEETING_BOOKED);
  EXPECT_EQ(survivor.lead().interaction_count(), 3);
  EXPECT_EQ(survivor.record.own_interaction_count(), 0);
  EXPECT_EQ(survivor.record.absorbed(0), "l2");
  EXPECT_EQ(FromTimestamp(survivor.lead().arrive_time()), Now() - absl::Hours(1));
}

TEST(Merge, MarksTheOtherAndTellsWhereItWent) {
  Change survivor = Older();
  Change other = Newer();
  ASSERT_THAT(Merge(survivor, other), IsOk());
  EXPECT_EQ(other.lead().state(), v1::Lead::MERGED);
  EXPECT_EQ(other.lead().merged_into(), kLead);
  EXPECT_EQ(FactsOf(other), std::vector{Fact::kLeadMerged});
  EXPECT_EQ(other.facts[0].lead_merged().survivor(), kLead);
}

TEST(Merge, RefusesTwoMeetingsAhead) {
  Change survivor = Older();
  Change other = Newer();
  ASSERT_THAT(MeetingBooked(survivor, "departments/d1/meetings/m1", Now()), IsOk());
  ASSERT_THAT(MeetingBooked(other, "departments/d1/meetings/m2", Now()), IsOk());
  EXPECT_THAT(Merge(survivor, other), StatusIs(Reason::kBothHaveMeetings));
  EXPECT_EQ(other.lead().state(), v1::Lead::MEETING_BOOKED);
}

TEST(Merge, CannotCycle) {
  Change survivor = Older();
  Change other = Newer();
  ASSERT_THAT(Merge(survivor, other), IsOk());
  EXPECT_THAT(Merge(other, survivor), StatusIs(Reason::kIllegalTransition));
}

TEST(Merge, OpensALostSurvivorWhenTheOtherWasOpen) {
  Change survivor = Older();
  ASSERT_THAT(Lose(survivor, "price"), IsOk());
  Change other = Newer(WithPhone("+79123456789"));
  ASSERT_THAT(Merge(survivor, other), IsOk());
  EXPECT_EQ(survivor.lead().state(), v1::Lead::PHONE_CAPTURED);
}

TEST(Merge, LeavesTwoLostLeadsLost) {
  Change survivor = Older();
  Change other = Newer();
  ASSERT_THAT(Lose(survivor, "price"), IsOk());
  ASSERT_THAT(Lose(other, "no answer"), IsOk());
  ASSERT_THAT(Merge(survivor, other), IsOk());
  EXPECT_EQ(survivor.lead().state(), v1::Lead::LOST);
  EXPECT_EQ(survivor.lead().close_reason(), "price");
}

TEST(Merge, KeepsTheSurvivorsOwnerAndElseTakesTheOthers) {
  Change survivor = Older();
  Change other = Newer();
  Assign(other, kBoris, v1::LeadAssigned::TURN);
  ASSERT_THAT(Merge(survivor, other), IsOk());
  EXPECT_EQ(survivor.lead().owner(), kBoris);
  EXPECT_TRUE(survivor.record.counted());
  EXPECT_FALSE(other.record.counted());
}

}  // namespace
}  // namespace zamer::lead
