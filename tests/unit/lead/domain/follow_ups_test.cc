#include "services/lead/domain/follow_ups.h"

#include <gtest/gtest.h>

#include "services/lead/domain/due.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/lead/domain/builders.h"

namespace zamer::lead {
namespace {

using Fact = v1::LeadEvent;
using testing::IsOk;
using testing::StatusIs;

v1::FollowUp DueIn(absl::Duration time) {
  v1::FollowUp follow_up;
  *follow_up.mutable_due_time() = ToTimestamp(Now() + time);
  return follow_up;
}

absl::Status Schedule(Change& lead, v1::FollowUp follow_up) {
  return ScheduleFollowUp(lead, std::move(follow_up), kBoris, "follow_up");
}

TEST(FollowUps, AreKeptByDueTimeWithIdsOfTheirOwn) {
  Change lead = NewLead();
  ASSERT_THAT(Schedule(lead, DueIn(absl::Hours(2))), IsOk());
  ASSERT_THAT(Schedule(lead, DueIn(absl::Hours(1))), IsOk());
  ASSERT_EQ(lead.lead().follow_ups_size(), 2);
  EXPECT_EQ(lead.lead().follow_ups(0).follow_up_id(), "f2");
  EXPECT_EQ(lead.facts[1].follow_up_scheduled().follow_up_id(), "f2");
  EXPECT_EQ(DueAt(lead.record), Now() + absl::Hours(1));
}

TEST(FollowUps, FallToTheOwnerAndElseToTheCaller) {
  Change lead = NewLead();
  ASSERT_THAT(Schedule(lead, DueIn(absl::Hours(1))), IsOk());
  lead.lead().set_owner(kAnna);
  ASSERT_THAT(Schedule(lead, DueIn(absl::Hours(2))), IsOk());
  EXPECT_EQ(lead.lead().follow_ups(0).assignee(), kBoris);
  EXPECT_EQ(lead.lead().follow_ups(1).assignee(), kAnna);
}

TEST(FollowUps, RefuseThePastAndTheFarFuture) {
  Change lead = NewLead();
  EXPECT_THAT(Schedule(lead, DueIn(-absl::Hours(1))), StatusIs(Reason::kFieldInvalid));
  EXPECT_THAT(Schedule(lead, DueIn(absl::Hours(24 * 366 * 6))), StatusIs(Reason::kFieldInvalid));
  EXPECT_TRUE(lead.facts.empty());
}

TEST(FollowUps, AreAtMostFifty) {
  Change lead = NewLead();
  for (int i = 0; i < kMaxFollowUps; ++i) ASSERT_THAT(Schedule(lead, DueIn(absl::Hours(1))), IsOk());
  EXPECT_THAT(Schedule(lead, DueIn(absl::Hours(1))), StatusIs(Reason::kFieldInvalid));
}

TEST(FollowUps, AreOverdueOnce) {
  Change lead = NewLead();
  ASSERT_THAT(Schedule(lead, DueIn(absl::Hours(1))), IsOk());
  lead.facts.clear();
  lead.now = Now() + absl::Hours(1);
  const Roster roster(RosterOf({LeadManager(kAnna)}), Now());
  FallDue(lead, roster);
  EXPECT_EQ(FactsOf(lead), std::vector{Fact::kFollowUpOverdue});
  FallDue(lead, roster);
  EXPECT_EQ(lead.facts.size(), 1u);
  EXPECT_EQ(DueAt(lead.record), absl::InfiniteFuture());
}

TEST(CompleteFollowUp, AsksForTheNextStep) {
  Change lead = NewLead();
  ASSERT_THAT(Schedule(lead, DueIn(absl::Hours(1))), IsOk());
  Change refused = lead;
  EXPECT_THAT(CompleteFollowUp(refused, "f1", nullptr, kAnna), StatusIs(Reason::kNextStepMissing));
  const v1::FollowUp next = DueIn(absl::Hours(5));
  EXPECT_THAT(CompleteFollowUp(lead, "f1", &next, kAnna), IsOk());
  ASSERT_EQ(lead.lead().follow_ups_size(), 1);
  EXPECT_EQ(lead.lead().follow_ups(0).follow_up_id(), "f2");
}

TEST(CompleteFollowUp, NeedsNoNextOneWhenAnotherOrAMeetingIsAhead) {
  Change lead = NewLead();
  ASSERT_THAT(Schedule(lead, DueIn(absl::Hours(1))), IsOk());
  ASSERT_THAT(Schedule(lead, DueIn(absl::Hours(2))), IsOk());
  EXPECT_THAT(CompleteFollowUp(lead, "f1", nullptr, kAnna), IsOk());
  lead.lead().set_meeting("departments/d1/meetings/m1");
  EXPECT_THAT(CompleteFollowUp(lead, "f2", nullptr, kAnna), IsOk());
  EXPECT_EQ(lead.lead().follow_ups_size(), 0);
}

TEST(CompleteFollowUp, NeedsNoNextOneForASignedClient) {
  Change lead = NewLead();
  ASSERT_THAT(Schedule(lead, DueIn(absl::Hours(1))), IsOk());
  lead.lead().set_state(v1::Lead::CONTRACT_SIGNED);
  EXPECT_THAT(CompleteFollowUp(lead, "f1", nullptr, kAnna), IsOk());
}

TEST(CompleteFollowUp, SaysWhetherItWasLate) {
  Change lead = NewLead();
  ASSERT_THAT(Schedule(lead, DueIn(absl::Hours(1))), IsOk());
  ASSERT_THAT(Schedule(lead, DueIn(absl::Hours(3))), IsOk());
  lead.now = Now() + absl::Hours(2);
  lead.facts.clear();
  ASSERT_THAT(CompleteFollowUp(lead, "f1", nullptr, kAnna), IsOk());
  EXPECT_TRUE(lead.facts[0].follow_up_completed().late());
}

TEST(CompleteFollowUp, TellsWhatCameOfItAndWhoseItWas) {
  Change lead = NewLead();
  ASSERT_THAT(Schedule(lead, DueIn(absl::Hours(1))), IsOk());
  lead.facts.clear();
  const v1::FollowUp next = DueIn(absl::Hours(5));
  ASSERT_THAT(CompleteFollowUp(lead, "f1", &next, kAnna, "no_answer"), IsOk());
  EXPECT_EQ(lead.facts[0].follow_up_completed().outcome(), "no_answer");
  EXPECT_EQ(lead.facts[0].follow_up_completed().assignee(), kBoris);
  EXPECT_FALSE(lead.facts[0].follow_up_completed().late());
}

TEST(CompleteFollowUp, RefusesOneThatIsNotThere) {
  Change lead = NewLead();
  EXPECT_THAT(CompleteFollowUp(lead, "f9", nullptr, kAnna), StatusIs(Reason::kFollowUpNotFound));
}

}  // namespace
}  // namespace zamer::lead
