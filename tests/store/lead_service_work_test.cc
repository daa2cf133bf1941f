// Handing leads out, clocks, follow-ups and stages, over gRPC, on a real Redis.
#include "tests/store/lead_fixture.h"

namespace zamer::lead {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;
using Fact = v1::LeadEvent;
using LeadServiceWork = LeadFixture;

TEST_F(LeadServiceWork, AnUnansweredLeadIsMissedAndReroutedOnce) {
  const v1::Lead lead = Create(Enquiry("+79123456789"));
  EXPECT_EQ(FireAt(March(3, 12, 4)), 0);
  EXPECT_EQ(FireAt(March(3, 12, 5)), 1);
  EXPECT_EQ(FireAt(March(3, 12, 14)), 0);
  EXPECT_EQ(Read(lead.name()).owner(), Employee("boris"));
  EXPECT_TRUE(Read(lead.name()).first_response().late());
  EXPECT_EQ(CountEvents(Fact::kFirstResponseMissed), 1);
  EXPECT_EQ(Events().back().lead_assigned().cause(), v1::LeadAssigned::REROUTED);
}

TEST_F(LeadServiceWork, AnAnsweredLeadIsNotMissed) {
  const v1::Lead lead = Create(Enquiry("+79123456789"));
  clock_.Advance(absl::Minutes(2));
  ASSERT_THAT(Log(lead.name(), OutboundCall()), IsOk());
  EXPECT_EQ(FireAt(March(3, 12, 14)), 0);
  EXPECT_EQ(Read(lead.name()).first_response().staffed_to_attempt().seconds(), 120);
}

TEST_F(LeadServiceWork, WaitsInTheQueueUntilSomebodyComesOnShift) {
  scheduling::v1::DepartmentSettings settings;
  *settings.mutable_next_step_grace() = ToProtoDuration(absl::Hours(24 * 30));
  ApplyDepartment(settings);
  clock_.Set(March(1, 21, 40));  // Saturday
  std::vector<std::string> waiting;
  for (int i = 0; i < 120; ++i) {
    const v1::Lead lead = Create(Enquiry(absl::StrCat("+7912", 1000000 + i)));
    EXPECT_EQ(lead.owner(), "");
    EXPECT_EQ(FromTimestamp(lead.first_response().due_time()), March(3, 10, 5));
    waiting.push_back(lead.name());
  }
  v1::ListLeadsRequest queued;
  queued.set_queued(true);
  EXPECT_THAT(List(queued), SizeIs(120));
  EXPECT_EQ(FireAt(March(3, 9, 59)), 0);
  EXPECT_EQ(FireAt(March(3, 10)), 1);
  EXPECT_THAT(List(queued), SizeIs(70)) << "page by page";
  EXPECT_EQ(FireAt(March(3, 10)), 1);
  EXPECT_EQ(FireAt(March(3, 10)), 1);
  EXPECT_THAT(List(queued), IsEmpty());
  EXPECT_EQ(FireAt(March(3, 10)), 0);
  std::map<std::string, int> owners;
  for (const std::string& name : waiting) ++owners[Read(name).owner()];
  EXPECT_EQ(owners[Employee("anna")], 60);
  EXPECT_EQ(owners[Employee("boris")], 60);
  EXPECT_EQ(CountEvents(Fact::kLeadQueued), 120);
}

TEST_F(LeadServiceWork, HandsTheQueueOutWhenSomebodyIsHired) {
  ApplyManager("anna", 0, scheduling::v1::Employee::DISMISSED);
  ApplyManager("boris", 0, scheduling::v1::Employee::DISMISSED);
  const v1::Lead lead = Create(Enquiry("+79123456789"));
  EXPECT_EQ(lead.owner(), "");
  ApplyManager("clara");
  FireAt(clock_.Now());
  EXPECT_EQ(Read(lead.name()).owner(), Employee("clara"));
}

TEST_F(LeadServiceWork, KeepsTheCapAndGoesOnWhenALeadIsClosed) {
  ApplyManager("boris", 0, scheduling::v1::Employee::DISMISSED);
  ApplyManager("anna", 1);
  const v1::Lead first = Create(Enquiry("+79120000001"));
  const v1::Lead second = Create(Enquiry("+79120000002"));
  EXPECT_EQ(first.owner(), Employee("anna"));
  EXPECT_EQ(second.owner(), "");
  ASSERT_THAT(Lose(first.name()), IsOk());
  FireAt(clock_.Now());
  EXPECT_EQ(Read(second.name()).owner(), Employee("anna"));
}

TEST_F(LeadServiceWork, AssigningByHandDoesNotDisturbTheTurn) {
  const v1::Lead lead = Create(Enquiry("+79120000001"));
  v1::AssignLeadRequest assign;
  assign.set_name(lead.name());
  assign.set_owner(Employee("boris"));
  assign.set_reason("speaks_tatar");
  EXPECT_EQ(Call(Head(), &Api::AssignLead, assign)->owner(), Employee("boris"));
  EXPECT_EQ(Events().back().lead_assigned().reason(), "speaks_tatar");
  EXPECT_EQ(Create(Enquiry("+79120000002")).owner(), Employee("boris")) << "his turn";
  assign.set_owner(Employee("nobody"));
  EXPECT_THAT(Call(Head(), &Api::AssignLead, assign), StatusIs(Reason::kEmployeeNotFound));
  ApplyManager("boris", 0, scheduling::v1::Employee::DISMISSED);
  assign.set_owner(Employee("boris"));
  EXPECT_THAT(Call(Head(), &Api::AssignLead, assign), StatusIs(Reason::kEmployeeDismissed));
  EXPECT_THAT(Call(Anna(), &Api::AssignLead, assign), StatusIs(Reason::kRoleNotAllowed));
}

TEST_F(LeadServiceWork, FollowUpsAreAskedForAndFallDueOnce) {
  const v1::Lead lead = Create(Enquiry("+79123456789"));
  ASSERT_THAT(Log(lead.name(), OutboundCall(30)), IsOk());
  v1::ScheduleFollowUpRequest schedule;
  schedule.set_parent(lead.name());
  *schedule.mutable_follow_up()->mutable_due_time() = ToTimestamp(March(3, 15));
  ASSERT_THAT(Call(Anna(), &Api::ScheduleFollowUp, schedule), IsOk());
  EXPECT_EQ(FireAt(March(3, 15)), 1);
  EXPECT_EQ(FireAt(March(3, 16)), 0);
  EXPECT_TRUE(Read(lead.name()).follow_ups(0).overdue());
  v1::CompleteFollowUpRequest complete;
  complete.set_name(lead.name());
  complete.set_follow_up_id("f1");
  EXPECT_THAT(Call(Anna(), &Api::CompleteFollowUp, complete), StatusIs(Reason::kNextStepMissing));
  *complete.mutable_next()->mutable_due_time() = ToTimestamp(March(4, 12));
  complete.set_outcome("no_answer");
  EXPECT_EQ(Call(Anna(), &Api::CompleteFollowUp, complete)->follow_ups(0).follow_up_id(), "f2");
  const std::vector<v1::LeadEvent> events = Events();
  const v1::FollowUpCompleted& done = events[events.size() - 2].follow_up_completed();
  EXPECT_EQ(done.outcome(), "no_answer");
  EXPECT_EQ(done.assignee(), Employee("anna"));
  EXPECT_EQ(CountEvents(Fact::kFollowUpOverdue), 1);
}

TEST_F(LeadServiceWork, StagesFollowTheOtherServicesAndUnknownLeadsAreRefused) {
  const v1::Lead lead = Create(Enquiry("+79123456789"));
  ASSERT_THAT(ApplyBooked(lead.name(), "m1"), IsOk());
  EXPECT_EQ(Read(lead.name()).state(), v1::Lead::MEETING_BOOKED);
  contract::v1::ContractEvent event;
  event.mutable_meta()->set_subject("departments/d1/contracts/c1");
  event.mutable_contract_signed()->mutable_contract()->set_lead(lead.name());
  ASSERT_THAT(Apply(event), IsOk());
  EXPECT_EQ(Read(lead.name()).state(), v1::Lead::CONTRACT_SIGNED);
  EXPECT_EQ(Events().back().meta().actor(), "services/lead");
  EXPECT_THAT(Lose(lead.name()), StatusIs(Reason::kIllegalTransition));
  EXPECT_TRUE(Create(Enquiry("+79123456789")).service_request());
  EXPECT_THAT(ApplyBooked("departments/d1/leads/none", "m9"), StatusIs(Reason::kLeadNotFound));
}

}  // namespace
}  // namespace zamer::lead
