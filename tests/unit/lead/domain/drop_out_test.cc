#include "services/lead/domain/drop_out.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "services/lead/domain/closing.h"
#include "services/lead/domain/follow_ups.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/lead/domain/builders.h"

namespace zamer::lead {
namespace {

using Fact = v1::LeadEvent;
using testing::IsOk;

const Leaver kLeaver{.employee = kAnna, .reason = "sick"};
const std::string kClara = "departments/d1/employees/clara";

Change LeadOf(const std::string& owner, v1::Lead::State state = v1::Lead::IN_CORRESPONDENCE) {
  Change lead = NewLead();
  lead.lead().set_state(state);
  if (!owner.empty()) Assign(lead, owner, v1::LeadAssigned::TURN);
  lead.facts.clear();
  return lead;
}

void AddFollowUp(Change& lead, const std::string& assignee) {
  v1::FollowUp follow_up;
  *follow_up.mutable_due_time() = ToTimestamp(Now() + absl::Hours(1));
  follow_up.set_assignee(assignee);
  ASSERT_THAT(ScheduleFollowUp(lead, follow_up, assignee, "follow_up"), IsOk());
  lead.facts.clear();
}

std::vector<std::string> AssigneesOf(const Change& lead) {
  std::vector<std::string> assignees;
  assignees.reserve(static_cast<std::size_t>(lead.lead().follow_ups_size()));
  for (const v1::FollowUp& follow_up : lead.lead().follow_ups()) assignees.push_back(follow_up.assignee());
  return assignees;
}

TEST(IsHandedOver, HoldsForWhatTierOneWorksOn) {
  const struct {
    v1::Lead::State state;
    bool handed_over;
  } kStates[] = {
      {v1::Lead::NEW, true},
      {v1::Lead::IN_CORRESPONDENCE, true},
      {v1::Lead::PHONE_CAPTURED, true},
      {v1::Lead::MEETING_BOOKED, true},
      {v1::Lead::MEETING_HELD, true},
      {v1::Lead::NURTURING, true},
      {v1::Lead::CONTRACT_SIGNED, false},
      {v1::Lead::IN_PRODUCTION, false},
      {v1::Lead::LOST, false},
      {v1::Lead::DISQUALIFIED, false},
      {v1::Lead::MERGED, false},
  };
  for (const auto& [state, handed_over] : kStates) {
    EXPECT_EQ(IsHandedOver(LeadOf(kAnna, state).record, kLeaver), handed_over) << v1::Lead::State_Name(state);
    EXPECT_FALSE(IsHandedOver(LeadOf(kBoris, state).record, kLeaver)) << v1::Lead::State_Name(state);
  }
  Change silent = LeadOf(kAnna);
  silent.lead().set_do_not_contact(true);
  EXPECT_FALSE(IsHandedOver(silent.record, kLeaver)) << "nobody may be assigned";
  EXPECT_FALSE(HasWork(silent.record, kLeaver));
}

scheduling::v1::EmployeeChanged Absent(scheduling::v1::TimeOff::Kind kind) {
  scheduling::v1::EmployeeChanged anna = LeadManager(kAnna);
  scheduling::v1::TimeOff& off = *anna.add_time_offs();
  off.set_kind(kind);
  *off.mutable_start_time() = ToTimestamp(Now());
  *off.mutable_end_time() = ToTimestamp(Now() + absl::Hours(72));
  return anna;
}

TEST(IsOpenWithAbsent, HoldsForWhatOpensWhileItsOwnerHasDroppedOut) {
  const Roster roster(RosterOf({Absent(scheduling::v1::TimeOff::SICK), LeadManager(kBoris)}), Now());
  const std::string before = OpenWith(LeadOf(kAnna, v1::Lead::CONTRACT_SIGNED).record);
  EXPECT_EQ(before, "");
  Change opened = LeadOf(kAnna, v1::Lead::MEETING_HELD);
  EXPECT_TRUE(IsOpenWithAbsent(opened, before, roster));
  EXPECT_FALSE(IsOpenWithAbsent(opened, kAnna, roster)) << "it was open with her before";
  EXPECT_FALSE(IsOpenWithAbsent(LeadOf(kBoris), before, roster)) << "he is here";
  EXPECT_FALSE(IsOpenWithAbsent(LeadOf(kAnna, v1::Lead::LOST), before, roster)) << "closed";
  opened.now = Now() + absl::Hours(72);
  EXPECT_FALSE(IsOpenWithAbsent(opened, before, roster)) << "she is back";
}

TEST(IsOpenWithAbsent, DoesNotHoldForADayOffOrForOneWhoCameInAllTheSame) {
  const Change opened = LeadOf(kAnna, v1::Lead::MEETING_HELD);
  const Roster day_off(RosterOf({Absent(scheduling::v1::TimeOff::DAY_OFF)}), Now());
  EXPECT_FALSE(IsOpenWithAbsent(opened, "", day_off));
  scheduling::v1::EmployeeChanged anna = Absent(scheduling::v1::TimeOff::VACATION);
  EXPECT_TRUE(IsOpenWithAbsent(opened, "", Roster(RosterOf({anna}), Now())));
  *anna.mutable_presence()->mutable_check_in_time() = ToTimestamp(Now());
  *anna.mutable_presence()->mutable_expire_time() = ToTimestamp(Now() + absl::Hours(8));
  EXPECT_FALSE(IsOpenWithAbsent(opened, "", Roster(RosterOf({anna}), Now())));
}

TEST(HasWork, IsAlsoAFollowUpOnALeadOfAnother) {
  Change lead = LeadOf(kBoris);
  AddFollowUp(lead, kBoris);
  EXPECT_FALSE(HasWork(lead.record, kLeaver));
  AddFollowUp(lead, kAnna);
  EXPECT_TRUE(HasWork(lead.record, kLeaver));
}

TEST(HandOver, TakesHisFollowUpsAlongAndNoOthers) {
  Change lead = LeadOf(kAnna);
  AddFollowUp(lead, kAnna);
  AddFollowUp(lead, kClara);
  HandOver(lead, kLeaver, kBoris);
  EXPECT_EQ(lead.lead().owner(), kBoris);
  EXPECT_EQ(AssigneesOf(lead), (std::vector{kBoris, kClara}));
  ASSERT_EQ(FactsOf(lead), std::vector{Fact::kLeadAssigned});
  EXPECT_EQ(lead.facts[0].lead_assigned().cause(), v1::LeadAssigned::DROP_OUT);
  EXPECT_EQ(lead.facts[0].lead_assigned().previous_owner(), kAnna);
  EXPECT_EQ(lead.facts[0].lead_assigned().reason(), "sick");
}

TEST(HandOver, WithoutATakerWaitsInTheQueueWithWhatIsToDo) {
  Change lead = LeadOf(kAnna);
  AddFollowUp(lead, kAnna);
  HandOver(lead, kLeaver, "");
  EXPECT_EQ(lead.lead().owner(), "");
  EXPECT_TRUE(lead.record.queued());
  EXPECT_EQ(AssigneesOf(lead), std::vector<std::string>{""});
  EXPECT_EQ(FactsOf(lead), std::vector{Fact::kLeadQueued});
  Assign(lead, kBoris, v1::LeadAssigned::QUEUE);
  EXPECT_EQ(AssigneesOf(lead), std::vector{kBoris}) << "it comes with the lead";
}

TEST(PassToOwner, GivesFollowUpsToTheOwnerWhoWorksHere) {
  const Roster roster(RosterOf({LeadManager(kAnna), LeadManager(kBoris)}), Now());
  Change lead = LeadOf(kBoris);
  AddFollowUp(lead, kAnna);
  EXPECT_TRUE(PassToOwner(lead, kLeaver, roster));
  EXPECT_EQ(AssigneesOf(lead), std::vector{kBoris});
  ASSERT_EQ(FactsOf(lead), std::vector{Fact::kFollowUpScheduled});
  EXPECT_EQ(lead.facts[0].follow_up_scheduled().follow_up_id(), "f1");
  EXPECT_EQ(lead.facts[0].follow_up_scheduled().assignee(), kBoris);
}

TEST(PassToOwner, LetsThemWaitWithALeadThatWaits) {
  const Roster roster(RosterOf({LeadManager(kBoris)}), Now());
  Change lead = LeadOf("");
  Queue(lead);
  AddFollowUp(lead, kAnna);
  EXPECT_TRUE(PassToOwner(lead, kLeaver, roster));
  EXPECT_EQ(AssigneesOf(lead), std::vector<std::string>{""});
}

TEST(PassToOwner, LeavesItToTheTurnWhenTheOwnerCannot) {
  const Roster roster(RosterOf({LeadManager(kAnna), LeadManager(kBoris)}), Now());
  const std::string gone = kClara;
  for (const std::string& owner : {kAnna, gone, std::string()}) {
    Change lead = LeadOf(owner, v1::Lead::CONTRACT_SIGNED);
    AddFollowUp(lead, kAnna);
    EXPECT_FALSE(PassToOwner(lead, kLeaver, roster)) << owner;
    EXPECT_EQ(AssigneesOf(lead), std::vector{kAnna}) << owner;
  }
}

}  // namespace
}  // namespace zamer::lead
