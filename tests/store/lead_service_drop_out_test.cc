// Handing the work of one who dropped out to others, over gRPC, on a real Redis.
#include <cstdlib>
#include <map>
#include <set>

#include "tests/store/lead_fixture.h"

namespace zamer::lead {
namespace {

using ::testing::Each;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using Fact = v1::LeadEvent;
using scheduling::v1::EmployeeDroppedOut;
using scheduling::v1::SchedulingEvent;

class LeadServiceDropOut : public LeadFixture {
 protected:
  // At once, as on a busy day; the names in no particular order.
  std::vector<std::string> CreateMany(int count) {
    std::vector<std::string> names;
    int answered = 0;
    for (int i = 0; i < count; ++i) {
      v1::CreateLeadRequest request = Enquiry(absl::StrCat("+7912", 1000000 + created_++));
      request.set_request_id(absl::StrCat("many-", created_));
      asio::co_spawn(loop_, Anna().client.Invoke(&Api::CreateLead, request, {.deadline = Soon()}),
                     [&](std::exception_ptr, absl::StatusOr<v1::Lead> lead) {
                       ++answered;
                       EXPECT_THAT(lead, IsOk());
                       if (lead.ok()) names.push_back(lead->name());
                     });
    }
    EXPECT_TRUE(testing::RunUntil(loop_, [&] { return answered == count; }));
    return names;
  }

  std::vector<std::string> LeadsOf(const std::string& employee) {
    v1::ListLeadsRequest request;
    request.set_owner(Employee(employee));
    return List(request);
  }
  std::vector<std::string> Waiting() {
    v1::ListLeadsRequest request;
    request.set_queued(true);
    return List(request);
  }

  void FollowUp(const std::string& lead, const std::string& assignee,
                v1::FollowUp::Kind kind = v1::FollowUp::KIND_UNSPECIFIED) {
    v1::ScheduleFollowUpRequest request;
    request.set_parent(lead);
    request.mutable_follow_up()->set_assignee(Employee(assignee));
    request.mutable_follow_up()->set_kind(kind);
    *request.mutable_follow_up()->mutable_due_time() = ToTimestamp(March(5, 12));
    ASSERT_THAT(Call(Head(), &Api::ScheduleFollowUp, request), IsOk());
  }
  std::string AssigneeOn(const std::string& lead) { return Read(lead).follow_ups(0).assignee(); }

  // What scheduling tells of one who falls ill.
  void ApplySick(const std::string& id) {
    SchedulingEvent event;
    scheduling::v1::EmployeeChanged& employee = *event.mutable_employee_changed();
    employee.set_employee(Employee(id));
    employee.add_roles(type::v1::LEAD_MANAGER);
    employee.set_state(scheduling::v1::Employee::EMPLOYED);
    employee.set_turn_weight(100);
    for (int day = 1; day <= 7; ++day) {
      scheduling::v1::WeeklyShift& shift = *employee.add_weekly_shifts();
      shift.set_weekday(day);
      shift.set_end_minute(24 * 60);
    }
    scheduling::v1::TimeOff& off = *employee.add_time_offs();
    off.set_kind(scheduling::v1::TimeOff::SICK);
    *off.mutable_start_time() = ToTimestamp(clock_.Now());
    *off.mutable_end_time() = ToTimestamp(clock_.Now() + absl::Hours(72));
    ASSERT_THAT(Apply(event), IsOk());
    ApplyDroppedOut(id, EmployeeDroppedOut::SICK);
  }
  void ApplyDroppedOut(const std::string& id, EmployeeDroppedOut::Cause cause) {
    SchedulingEvent event;
    event.mutable_employee_dropped_out()->set_employee(Employee(id));
    event.mutable_employee_dropped_out()->set_cause(cause);
    ASSERT_THAT(Apply(event), IsOk());
  }

  v1::RedistributeLeadsRequest RequestFor(const std::string& employee, const std::string& request_id = {}) {
    v1::RedistributeLeadsRequest request;
    request.set_parent(kDepartment);
    request.set_owner(Employee(employee));
    request.set_request_id(request_id);
    return request;
  }
  absl::StatusOr<v1::Redistribution> Redistribute(const v1::RedistributeLeadsRequest& request, std::size_t at = 0) {
    return Call(As("head", type::v1::SALES_HEAD, at), &Api::RedistributeLeads, request);
  }
  absl::StatusOr<v1::Redistribution> Get(const std::string& name) {
    v1::GetRedistributionRequest request;
    request.set_name(name);
    return Call(Head(), &Api::GetRedistribution, request);
  }
  // Redistributes, but the time for the answer is over after the first page.
  v1::Redistribution RedistributeAPage(const std::string& employee) {
    store().OnEvents([&](std::uint32_t) { clock_.Advance(absl::Seconds(10)); });
    auto begun = Redistribute(RequestFor(employee));
    store().OnEvents([](std::uint32_t) {});
    EXPECT_THAT(begun, IsOk());
    return begun.value_or(v1::Redistribution());
  }

  // How many leads each employee was given because another dropped out. No lead is given twice.
  std::map<std::string, int> Given() {
    std::map<std::string, int> given;
    std::set<std::string> leads;
    for (const v1::LeadEvent& event : Events()) {
      if (event.lead_assigned().cause() != v1::LeadAssigned::DROP_OUT) continue;
      ++given[event.lead_assigned().owner()];
      EXPECT_TRUE(leads.insert(event.meta().subject()).second) << event.meta().subject();
    }
    return given;
  }
  std::vector<v1::LeadEvent> Told() {
    std::vector<v1::LeadEvent> told = Events();
    std::erase_if(told, [](const v1::LeadEvent& event) { return !event.has_leads_redistributed(); });
    return told;
  }

  int created_ = 0;
};

TEST_F(LeadServiceDropOut, EverythingGoesToTheOthersByTheTurn) {
  ApplyManager("clara");
  ApplyManager("dmitri");
  CreateMany(250);
  const std::vector<std::string> annas = LeadsOf("anna");
  ASSERT_THAT(annas, SizeIs(::testing::Ge(62)));
  const std::string boriss = LeadsOf("boris").front();
  FollowUp(annas.front(), "anna");
  FollowUp(boriss, "anna", v1::FollowUp::CALL_BACK);

  ApplySick("anna");
  EXPECT_EQ(FireAt(clock_.Now()), 1);
  EXPECT_EQ(FireAt(clock_.Now()), 0) << "done";
  EXPECT_THAT(LeadsOf("anna"), IsEmpty());
  EXPECT_THAT(Waiting(), IsEmpty());
  const auto given = Given();
  ASSERT_THAT(given, SizeIs(3));
  int sum = 0;
  for (const auto& [owner, count] : given) {
    EXPECT_LE(std::abs(count - given.begin()->second), 1) << owner;
    sum += count;
  }
  EXPECT_EQ(sum, static_cast<int>(annas.size()));
  EXPECT_EQ(AssigneeOn(annas.front()), Read(annas.front()).owner());
  EXPECT_EQ(AssigneeOn(boriss), Employee("boris"));

  const auto told = Told();
  ASSERT_THAT(told, SizeIs(1));
  EXPECT_EQ(told[0].leads_redistributed().owner(), Employee("anna"));
  EXPECT_EQ(told[0].leads_redistributed().assigned(), sum);
  EXPECT_EQ(told[0].leads_redistributed().queued(), 0);
  EXPECT_EQ(told[0].leads_redistributed().follow_ups(), 1);
  EXPECT_EQ(Get(told[0].meta().subject())->state(), v1::Redistribution::DONE);
}

TEST_F(LeadServiceDropOut, OneCallDoesItAllAndARetryGetsTheSameAnswer) {
  CreateMany(250);
  v1::RedistributeLeadsRequest request = RequestFor("anna", "same");
  request.set_reason("fired");
  const auto done = Redistribute(request);
  ASSERT_THAT(done, IsOk());
  EXPECT_EQ(done->state(), v1::Redistribution::DONE);
  EXPECT_EQ(done->assigned(), 125);
  EXPECT_THAT(LeadsOf("anna"), IsEmpty());
  EXPECT_THAT(LeadsOf("boris"), SizeIs(250));
  for (const v1::LeadEvent& event : Events()) {
    if (event.lead_assigned().cause() != v1::LeadAssigned::DROP_OUT) continue;
    EXPECT_EQ(event.lead_assigned().reason(), "fired");
    EXPECT_EQ(event.meta().actor(), Employee("head"));
  }
  EXPECT_EQ(Redistribute(request)->SerializeAsString(), done->SerializeAsString());
  const auto another = Redistribute(RequestFor("anna"));
  EXPECT_NE(another->name(), done->name());
  EXPECT_EQ(another->assigned(), 0) << "there was nothing left";
  EXPECT_THAT(Given(), SizeIs(1));
}

TEST_F(LeadServiceDropOut, WhatACallLeavesInTheMiddleAnotherReplicaFinishes) {
  CreateMany(250);
  const v1::Redistribution begun = RedistributeAPage("anna");
  EXPECT_EQ(begun.state(), v1::Redistribution::RUNNING);
  EXPECT_EQ(begun.assigned(), 100) << "a whole page";
  EXPECT_THAT(LeadsOf("anna"), SizeIs(25));
  EXPECT_THAT(Told(), IsEmpty());

  AddReplica();
  replicas_.erase(replicas_.begin());
  EXPECT_EQ(FireAt(clock_.Now()), 1);
  EXPECT_THAT(LeadsOf("anna"), IsEmpty());
  EXPECT_EQ(Get(begun.name())->state(), v1::Redistribution::DONE);
  EXPECT_EQ(Given()[Employee("boris")], 125);
  EXPECT_THAT(Told(), SizeIs(1));
}

TEST_F(LeadServiceDropOut, WhoeverAsksMeanwhileJoins) {
  CreateMany(250);
  const v1::Redistribution begun = RedistributeAPage("anna");
  ApplyDroppedOut("anna", EmployeeDroppedOut::SICK);
  const auto joined = Redistribute(RequestFor("anna"));
  ASSERT_THAT(joined, IsOk());
  EXPECT_EQ(joined->name(), begun.name());
  EXPECT_EQ(joined->state(), v1::Redistribution::DONE);
  EXPECT_EQ(joined->assigned(), 125);
  EXPECT_EQ(Given()[Employee("boris")], 125);
  EXPECT_THAT(Told(), SizeIs(1));
}

TEST_F(LeadServiceDropOut, TwoReplicasAtOnceWhileLeadsComeGiveEachLeadOnce) {
  AddReplica();
  ApplyManager("clara");
  CreateMany(240);
  ApplyManager("anna", 0, scheduling::v1::Employee::DISMISSED);
  std::vector<absl::StatusOr<v1::Redistribution>> answers;
  for (std::size_t i = 0; i < 4; ++i) {
    asio::co_spawn(
        loop_,
        As("head", type::v1::SALES_HEAD, i % 2)
            .client.Invoke(&Api::RedistributeLeads, RequestFor("anna", absl::StrCat("at-once-", i)),
                           {.deadline = Soon()}),
        [&](std::exception_ptr, absl::StatusOr<v1::Redistribution> answer) { answers.push_back(std::move(answer)); });
  }
  CreateMany(60);
  ASSERT_TRUE(testing::RunUntil(loop_, [&] { return answers.size() == 4; }));
  int assigned = 0;
  std::set<std::string> names;
  for (const auto& answer : answers) {
    ASSERT_THAT(answer, IsOk());
    EXPECT_EQ(answer->state(), v1::Redistribution::DONE);
    if (names.insert(answer->name()).second) assigned += answer->assigned();
  }
  EXPECT_EQ(assigned, 80);
  EXPECT_THAT(LeadsOf("anna"), IsEmpty());
  EXPECT_EQ(LeadsOf("boris").size() + LeadsOf("clara").size(), 300u);
  const auto given = Given();
  EXPECT_EQ(given.at(Employee("boris")) + given.at(Employee("clara")), 80);
}

TEST_F(LeadServiceDropOut, WithNobodyOnShiftLeadsWaitAndAreHandedOutInTheMorning) {
  CreateMany(120);
  const std::string first = LeadsOf("anna").front();
  FollowUp(first, "anna");
  clock_.Set(March(3, 21));
  for (const std::string& lead : LeadsOf("anna")) ASSERT_THAT(Log(lead, OutboundCall(30)), IsOk());
  const auto done = Redistribute(RequestFor("anna"));
  ASSERT_THAT(done, IsOk());
  EXPECT_EQ(done->state(), v1::Redistribution::DONE);
  EXPECT_EQ(done->queued(), 60);
  EXPECT_EQ(done->assigned(), 0);
  EXPECT_THAT(Waiting(), SizeIs(60));
  EXPECT_EQ(Read(first).owner(), "");
  EXPECT_EQ(AssigneeOn(first), "");

  ApplyManager("anna", 0, scheduling::v1::Employee::DISMISSED);
  clock_.Set(March(4, 10));
  for (int i = 0; i < 20 && !Waiting().empty(); ++i) FireAt(clock_.Now());
  EXPECT_THAT(Waiting(), IsEmpty());
  EXPECT_EQ(Read(first).owner(), Employee("boris"));
  EXPECT_EQ(AssigneeOn(first), Employee("boris"));
}

TEST_F(LeadServiceDropOut, NothingComesBackToOneWhoIsAloneAtWork) {
  ApplyManager("boris", 0, scheduling::v1::Employee::DISMISSED);
  CreateMany(3);
  EXPECT_EQ(Redistribute(RequestFor("anna"))->queued(), 3);
  FireAt(clock_.Now());
  EXPECT_THAT(Waiting(), SizeIs(3));
  ApplyManager("clara");
  clock_.Advance(absl::Minutes(1));
  FireAt(clock_.Now());
  EXPECT_THAT(Waiting(), IsEmpty());
}

TEST_F(LeadServiceDropOut, SignedLeadsKeepTheirOwnerButSomebodyDoesWhatIsToDo) {
  const v1::Lead signed_lead = Create(Enquiry("+79120000001"));
  ASSERT_EQ(signed_lead.owner(), Employee("anna"));
  contract::v1::ContractEvent event;
  event.mutable_meta()->set_subject("departments/d1/contracts/c1");
  event.mutable_contract_signed()->mutable_contract()->set_lead(signed_lead.name());
  ASSERT_THAT(Apply(event), IsOk());
  FollowUp(signed_lead.name(), "anna");

  const auto done = Redistribute(RequestFor("anna"));
  ASSERT_THAT(done, IsOk());
  EXPECT_EQ(done->assigned(), 0);
  EXPECT_EQ(done->follow_ups(), 1);
  EXPECT_EQ(Read(signed_lead.name()).owner(), Employee("anna"));
  EXPECT_EQ(AssigneeOn(signed_lead.name()), Employee("boris"));
}

TEST_F(LeadServiceDropOut, ASignedLeadWhoseContractIsCancelledGoesToAnotherAtOnce) {
  const v1::Lead lead = Create(Enquiry("+79120000001"));
  ASSERT_EQ(lead.owner(), Employee("anna"));
  contract::v1::ContractEvent event;
  event.mutable_meta()->set_subject("departments/d1/contracts/c1");
  event.mutable_contract_signed()->mutable_contract()->set_lead(lead.name());
  ASSERT_THAT(Apply(event), IsOk());
  ApplySick("anna");
  FireAt(clock_.Now());
  ASSERT_EQ(Read(lead.name()).owner(), Employee("anna"));

  event.mutable_contract_cancelled()->mutable_contract()->set_lead(lead.name());
  ASSERT_THAT(Apply(event), IsOk());
  EXPECT_EQ(Read(lead.name()).owner(), Employee("boris"));
  EXPECT_EQ(Given()[Employee("boris")], 1);
}

TEST_F(LeadServiceDropOut, ALostLeadThatIsReopenedAtNightWaitsForTheOthers) {
  const v1::Lead lead = Create(Enquiry("+79120000001"));
  ASSERT_EQ(lead.owner(), Employee("anna"));
  ASSERT_THAT(Lose(lead.name()), IsOk());
  ApplySick("anna");
  FireAt(March(3, 21));
  v1::ReopenLeadRequest request;
  request.set_name(lead.name());
  ASSERT_THAT(Call(Head(), &Api::ReopenLead, request), IsOk());
  EXPECT_EQ(Read(lead.name()).owner(), "");
  EXPECT_THAT(Waiting(), SizeIs(1));
  FireAt(March(4, 10));
  EXPECT_EQ(Read(lead.name()).owner(), Employee("boris"));
}

TEST_F(LeadServiceDropOut, OfOneWhoOwnsNothingMovesHisFollowUpsOnly) {
  CreateMany(4);
  const std::string lead = LeadsOf("boris").front();
  FollowUp(lead, "designer");
  ApplyDroppedOut("designer", EmployeeDroppedOut::VACATION);
  FireAt(clock_.Now());
  EXPECT_EQ(AssigneeOn(lead), Employee("boris"));
  EXPECT_EQ(Told().at(0).leads_redistributed().follow_ups(), 1);
  EXPECT_THAT(Given(), IsEmpty());
}

TEST_F(LeadServiceDropOut, RefusesWhatItDoesNotKnow) {
  EXPECT_THAT(Redistribute(RequestFor("nobody")), StatusIs(Reason::kEmployeeNotFound));
  v1::RedistributeLeadsRequest elsewhere = RequestFor("anna");
  elsewhere.set_owner("departments/d2/employees/anna");
  EXPECT_THAT(Call(Operator(), &Api::RedistributeLeads, elsewhere), StatusIs(Reason::kFieldInvalid));
  EXPECT_THAT(Call(Anna(), &Api::RedistributeLeads, RequestFor("anna")), StatusIs(Reason::kRoleNotAllowed));
  EXPECT_THAT(Get("departments/d1/redistributions/none"), StatusIs(Reason::kRedistributionNotFound));
  EXPECT_EQ(CountEvents(Fact::kLeadsRedistributed), 0);
}

}  // namespace
}  // namespace zamer::lead
