// What counts of two leads that were one and are two again.
#include <gtest/gtest.h>

#include "tests/unit/metrics/memory.h"

namespace zamer::metrics {
namespace {

using namespace testing;  // NOLINT(google-build-using-namespace): the vocabulary of told.h

using State = lead::v1::Lead;

lead::v1::LeadEvent Followed(lead::v1::LeadEvent assigned) {
  assigned.mutable_lead_assigned()->set_cause(lead::v1::LeadAssigned::MERGE);
  return assigned;
}

lead::v1::LeadEvent By(lead::v1::LeadEvent event, std::string_view actor) {
  event.mutable_meta()->set_actor(Person(actor));
  return event;
}

// Facts that were stored before meetings and contracts said for which lead they are.
v1::LeadFacts OldFacts() {
  v1::LeadFacts facts;
  facts.add_parts();
  facts.add_parts()->set_lead("l2");
  facts.add_parts()->set_lead("l3");
  facts.add_meetings()->set_meeting("m1");
  facts.add_meetings()->set_meeting("m2");
  facts.add_contracts()->set_contract("c1");
  facts.add_contracts()->set_contract("c2");
  return facts;
}

TEST(Release, TakesWhatTheEventNamesOutOfOldFacts) {
  lead::v1::LeadEvent event = Unmerged("l2", 5, "l1", Noon());
  event.mutable_lead_unmerged()->add_absorbed(LeadName("l3"));
  event.mutable_lead_unmerged()->add_meetings(Name("meetings", "m2"));
  event.mutable_lead_unmerged()->add_contracts(Name("contracts", "c1"));
  v1::LeadFacts survivor = OldFacts();
  const v1::LeadFacts freed = Release(survivor, "l2", GoingWith(event.lead_unmerged()));
  ASSERT_EQ(freed.parts_size(), 2);
  EXPECT_EQ(freed.parts(0).lead(), "") << "its own part";
  EXPECT_EQ(freed.parts(1).lead(), "l3");
  ASSERT_EQ(freed.meetings_size(), 1);
  EXPECT_EQ(freed.meetings(0).meeting(), "m2");
  ASSERT_EQ(freed.contracts_size(), 1);
  EXPECT_EQ(freed.contracts(0).contract(), "c1");
  EXPECT_EQ(survivor.parts_size(), 1);
  EXPECT_EQ(survivor.meetings_size(), 1);
  EXPECT_EQ(survivor.contracts_size(), 1);
}

TEST(Release, IsTheInverseOfAbsorb) {
  Memory memory;
  memory.TellAll(Created("l1", Noon()), Created("l2", Noon(1), "site"), Attempted("l2", 2, "anna", Noon(2)),
                 Booked("m2", 1, Noon(2), MeetingOf("l2", Noon(3))), Booked("m1", 1, Noon(2), MeetingOf("l1", Noon(3))),
                 Signed("c2", 1, Noon(4), testing::ContractOf("l2", Noon(4))));
  const CounterMap before = memory.counters();
  const v1::LeadFacts facts = memory.facts().at("l2");
  memory.TellAll(Merged("l2", 3, "l1", Noon(5)));
  EXPECT_NE(memory.counters(), before);
  memory.TellAll(Unmerged("l2", 4, "l1", Noon(6)));
  EXPECT_EQ(memory.counters(), before);
  v1::LeadFacts freed = memory.facts().at("l2");
  freed.clear_merge_version();
  EXPECT_EQ(freed.SerializeAsString(), facts.SerializeAsString());
}

TEST(Unmerge, GivesAMeetingThatWasBookedMeanwhileToTheLeadItIsFor) {
  Memory memory;
  memory.TellAll(Created("l1", Noon()), Created("l2", Noon(1)), Merged("l2", 2, "l1", Noon(2)),
                 Booked("m1", 1, Noon(3), MeetingOf("l2", Noon(4))));
  ASSERT_EQ(memory.facts().at("l1").meetings_size(), 1);
  memory.TellAll(Unmerged("l2", 3, "l1", Noon(5)), Held("m1", 2, Noon(6), MeetingOf("l2", Noon(4))));
  EXPECT_EQ(memory.facts().at("l1").meetings_size(), 0);
  EXPECT_EQ(memory.facts().at("l2").meetings_size(), 1);
}

TEST(Unmerge, IsNotUndoneByAnOldMergeThatIsToldAgain) {
  Memory memory;
  memory.TellAll(Created("l1", Noon()), Created("l2", Noon(1)), Merged("l2", 2, "l1", Noon(2)),
                 Unmerged("l2", 3, "l1", Noon(3)));
  const CounterMap apart = memory.counters();
  memory.TellAll(Merged("l2", 2, "l1", Noon(2)));
  EXPECT_EQ(memory.counters(), apart);
}

TEST(Unmerge, LeavesTheSurvivorNoOwnerThatCameAlong) {
  Memory memory;
  memory.TellAll(Created("l1", Noon()), Created("l2", Noon(1)), Assigned("l2", 2, "anna", Noon(1)),
                 Merged("l2", 3, "l1", Noon(2)), Followed(Assigned("l1", 2, "anna", Noon(2))),
                 Unmerged("l2", 4, "l1", Noon(3)), Assigned("l1", 3, "boris", Noon(3)));
  EXPECT_EQ(memory.facts().at("l1").parts(0).first_owner(), "boris");
  EXPECT_EQ(memory.facts().at("l2").parts(0).first_owner(), "anna");
}

TEST(Unmerge, RestoresALossWithItsTimeAndCredit) {
  Memory memory;
  memory.TellAll(Created("l1", Noon()), By(StateBecame("l1", 2, State::LOST, Noon(1)), "anna"));
  const CounterMap lost = memory.counters();
  memory.TellAll(By(StateBecame("l1", 3, State::PHONE_CAPTURED, Noon(2)), "boris"));
  EXPECT_NE(memory.counters(), lost);
  memory.TellAll(By(StateBecame("l1", 4, State::LOST, Noon(1)), "boris"));
  EXPECT_EQ(memory.counters(), lost);
  memory.TellAll(By(StateBecame("l1", 5, State::LOST, Noon(4)), "boris"));
  EXPECT_EQ(memory.facts().at("l1").parts(0).lost_by(), "boris");
}

}  // namespace
}  // namespace zamer::metrics
