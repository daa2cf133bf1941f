#include "services/lead/domain/closing.h"

#include <gtest/gtest.h>

#include "services/lead/domain/follow_ups.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/lead/domain/builders.h"

namespace zamer::lead {
namespace {

using Fact = v1::LeadEvent;
using testing::IsOk;

TEST(Lose, EndsFollowUpsAndLeavesTheQueue) {
  Change lead = NewLead();
  Queue(lead);
  v1::FollowUp follow_up;
  *follow_up.mutable_due_time() = ToTimestamp(Now() + absl::Hours(1));
  ASSERT_THAT(ScheduleFollowUp(lead, follow_up, kAnna, "follow_up"), IsOk());
  ASSERT_THAT(Lose(lead, "price"), IsOk());
  EXPECT_EQ(lead.lead().state(), v1::Lead::LOST);
  EXPECT_EQ(lead.lead().close_reason(), "price");
  EXPECT_EQ(lead.lead().follow_ups_size(), 0);
  EXPECT_FALSE(lead.record.queued());
}

TEST(Reopen, GoesOnWhereTheFactsAreAndForgetsTheReason) {
  Change lead = NewLead(Now(), WithPhone("+79123456789"));
  ASSERT_THAT(Disqualify(lead, "spam"), IsOk());
  ASSERT_THAT(Reopen(lead), IsOk());
  EXPECT_EQ(lead.lead().state(), v1::Lead::PHONE_CAPTURED);
  EXPECT_EQ(lead.lead().close_reason(), "");
}

TEST(Assign, TellsBothOwnersAndNothingForTheSameOne) {
  Change lead = NewLead();
  Assign(lead, kAnna, v1::LeadAssigned::TURN);
  Assign(lead, kAnna, v1::LeadAssigned::MANUAL);
  Assign(lead, kBoris, v1::LeadAssigned::MANUAL);
  ASSERT_EQ(FactsOf(lead), (std::vector{Fact::kLeadAssigned, Fact::kLeadAssigned}));
  EXPECT_EQ(lead.facts[1].lead_assigned().previous_owner(), kAnna);
  EXPECT_EQ(lead.facts[1].lead_assigned().owner(), kBoris);
}

TEST(Assign, TellsWhyWhenItWasByHand) {
  Change lead = NewLead();
  Assign(lead, kAnna, v1::LeadAssigned::MANUAL, "speaks_tatar");
  EXPECT_EQ(lead.facts.back().lead_assigned().cause(), v1::LeadAssigned::MANUAL);
  EXPECT_EQ(lead.facts.back().lead_assigned().reason(), "speaks_tatar");
}

TEST(Lose, TellsHowOftenSomebodyTried) {
  Change lead = NewLead();
  lead.lead().set_attempt_count(2);
  Change often = lead;
  ASSERT_THAT(Lose(lead, "unreachable", true), IsOk());
  EXPECT_EQ(lead.facts.back().state_changed().attempt_count(), 2);
  EXPECT_TRUE(lead.facts.back().state_changed().too_few_attempts());
  ASSERT_THAT(Lose(often, "price"), IsOk());
  EXPECT_FALSE(often.facts.back().state_changed().too_few_attempts());
}

TEST(Queue, IsToldOnce) {
  Change lead = NewLead();
  Queue(lead);
  Queue(lead);
  EXPECT_EQ(FactsOf(lead), std::vector{Fact::kLeadQueued});
}

TEST(NeedsOwner, HoldsForOpenLeadsWhoseOwnerIsNobodyOrHasLeft) {
  const Roster roster(RosterOf({LeadManager(kAnna)}), Now());
  Change lead = NewLead();
  EXPECT_TRUE(NeedsOwner(lead.record, roster));
  lead.lead().set_owner(kAnna);
  EXPECT_FALSE(NeedsOwner(lead.record, roster));
  lead.lead().set_owner(kBoris);
  EXPECT_TRUE(NeedsOwner(lead.record, roster));
  lead.lead().set_do_not_contact(true);
  EXPECT_FALSE(NeedsOwner(lead.record, roster));
  lead.lead().set_do_not_contact(false);
  lead.lead().set_state(v1::Lead::NURTURING);
  EXPECT_FALSE(NeedsOwner(lead.record, roster));
  ASSERT_THAT(Lose(lead, "price"), IsOk());
  EXPECT_FALSE(NeedsOwner(lead.record, roster));
}

}  // namespace
}  // namespace zamer::lead
