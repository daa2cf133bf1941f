// Departments whose lead managers take leads themselves, and the fair turn beside it, over gRPC, on a real Redis.
#include <cstdlib>
#include <functional>
#include <map>
#include <set>

#include "tests/store/lead_fixture.h"

namespace zamer::lead {
namespace {

using ::testing::SizeIs;
using Fact = v1::LeadEvent;
using scheduling::v1::DepartmentSettings;

class LeadServicePull : public LeadFixture {
 protected:
  LeadServicePull() { SetMode(DepartmentSettings::PULL); }

  void SetMode(DepartmentSettings::AssignmentMode mode) {
    DepartmentSettings settings;
    settings.set_assignment_mode(mode);
    ApplyDepartment(settings);
  }
  std::string Arrive(const std::string& channel = kVk) {
    clock_.Advance(absl::Seconds(1));
    return Create(Enquiry("", channel)).name();
  }
  static v1::ClaimNextLeadRequest ClaimRequest() {
    v1::ClaimNextLeadRequest request;
    request.set_parent(kDepartment);
    return request;
  }
  absl::StatusOr<v1::Lead> Claim(const std::string& employee) {
    return Call(As(employee, type::v1::LEAD_MANAGER), &Api::ClaimNextLead, ClaimRequest());
  }
  std::size_t Waiting() {
    v1::ListLeadsRequest queued;
    queued.set_queued(true);
    return List(queued).size();
  }
};

TEST_F(LeadServicePull, LeadsWaitWithTheirClockRunningUntilSomebodyClaimsThem) {
  const std::string first = Arrive();
  const std::string second = Arrive();
  EXPECT_EQ(Read(first).owner(), "");
  EXPECT_EQ(FromTimestamp(Read(first).first_response().due_time()), March(3, 12, 5) + absl::Seconds(1));
  const auto claimed = Claim("boris");
  ASSERT_THAT(claimed, IsOk());
  EXPECT_EQ(claimed->name(), first);
  EXPECT_EQ(claimed->owner(), Employee("boris"));
  EXPECT_EQ(Events().back().lead_assigned().cause(), v1::LeadAssigned::CLAIM);
  FireAt(March(3, 12, 6));
  EXPECT_EQ(CountEvents(Fact::kFirstResponseMissed), 2);
  EXPECT_EQ(Read(first).owner(), Employee("boris")) << "nobody is given a lead by turn";
  EXPECT_EQ(Read(second).owner(), "");
  EXPECT_EQ(Claim("anna")->name(), second);
  EXPECT_THAT(Claim("anna"), StatusIs(Reason::kQueueEmpty));
}

TEST_F(LeadServicePull, TheQueueIsHandedOutOnceTheDepartmentPushes) {
  for (int i = 0; i < 6; ++i) Arrive();
  ApplyManager("clara");
  FireAt(clock_.Now());
  EXPECT_EQ(Waiting(), 6u) << "nobody hands it out while they pull";
  SetMode(DepartmentSettings::PUSH);
  EXPECT_EQ(FireAt(clock_.Now()), 1);
  EXPECT_EQ(Waiting(), 0u);
  EXPECT_NE(Read(Arrive()).owner(), "");
  EXPECT_THAT(Claim("anna"), StatusIs(Reason::kQueueEmpty));
  SetMode(DepartmentSettings::PULL);
  EXPECT_EQ(Read(Arrive()).owner(), "");
}

TEST_F(LeadServicePull, OnlyALeadManagerAtWorkWithRoomMayClaim) {
  const std::string first = Arrive();
  const std::string second = Arrive();
  EXPECT_THAT(Call(As("olga", type::v1::OFFICE_MANAGER), &Api::ClaimNextLead, ClaimRequest()),
              StatusIs(Reason::kQueueEmpty));
  ApplyManager("boris", 0, scheduling::v1::Employee::DISMISSED);
  EXPECT_THAT(Claim("boris"), StatusIs(Reason::kQueueEmpty));
  ApplyManager("anna", 1);
  EXPECT_EQ(Claim("anna")->name(), first);
  EXPECT_THAT(Claim("anna"), StatusIs(Reason::kQueueEmpty)) << "at the cap";
  EXPECT_EQ(Read(second).owner(), "");
  ASSERT_THAT(Lose(first), IsOk());
  EXPECT_EQ(Claim("anna")->name(), second);
  Arrive();
  ApplyManager("anna");
  clock_.Set(March(3, 20));
  EXPECT_THAT(Claim("anna"), StatusIs(Reason::kQueueEmpty)) << "after work";
}

TEST_F(LeadServicePull, WhoServesAChannelPassesOthersOver) {
  scheduling::v1::SchedulingEvent event;
  scheduling::v1::EmployeeChanged& anna = *event.mutable_employee_changed();
  anna.set_employee(Employee("anna"));
  anna.add_roles(type::v1::LEAD_MANAGER);
  anna.set_state(scheduling::v1::Employee::EMPLOYED);
  anna.set_turn_weight(100);
  anna.add_channels(kSite);
  scheduling::v1::WeeklyShift& shift = *anna.add_weekly_shifts();
  shift.set_weekday(1);
  shift.set_end_minute(24 * 60);
  ASSERT_THAT(Apply(event), IsOk());
  const std::string first = Arrive(kVk);
  for (int i = 1; i < 25; ++i) Arrive(kVk);
  const std::string hers = Arrive(kSite);
  EXPECT_EQ(Claim("anna")->name(), hers) << "beyond a page of the queue";
  EXPECT_THAT(Claim("anna"), StatusIs(Reason::kQueueEmpty));
  EXPECT_EQ(Claim("boris")->name(), first);
}

TEST_F(LeadServicePull, ARepeatedClaimGivesTheSameLead) {
  const std::string first = Arrive();
  Arrive();
  v1::ClaimNextLeadRequest request = ClaimRequest();
  request.set_request_id("claim-1");
  for (int i = 0; i < 3; ++i) EXPECT_EQ(Call(Anna(), &Api::ClaimNextLead, request)->name(), first);
  EXPECT_EQ(Waiting(), 1u);
}

TEST_F(LeadServicePull, ConcurrentClaimsGiveDifferentLeads) {
  AddReplica();
  for (int i = 0; i < 30; ++i) Arrive();
  std::set<std::string> names;
  int refused = 0;
  std::size_t answered = 0;
  constexpr std::size_t kClaims = 40;
  for (std::size_t i = 0; i < kClaims; ++i) {
    v1::ClaimNextLeadRequest request = ClaimRequest();
    request.set_request_id(absl::StrCat("claim-", i));
    Caller& caller = As(i % 2 == 0 ? "anna" : "boris", type::v1::LEAD_MANAGER, i % 4 / 2);
    asio::co_spawn(loop_, caller.client.Invoke(&Api::ClaimNextLead, request, {.deadline = Soon()}),
                   [&](std::exception_ptr, const absl::StatusOr<v1::Lead>& answer) {
                     if (answer.ok()) names.insert(answer->name());
                     refused += ReasonOf(answer.status()) == Reason::kQueueEmpty ? 1 : 0;
                     ++answered;
                   });
  }
  ASSERT_TRUE(testing::RunUntil(loop_, [&] { return answered == kClaims; }));
  EXPECT_THAT(names, SizeIs(30));
  EXPECT_EQ(refused, 10);
  EXPECT_EQ(Waiting(), 0u);
}

// Two equal managers, leads that arrive at once on two replicas, and leads that are given by hand in between.
TEST_F(LeadServicePull, TheTurnStaysFairAfterAnyPrefixOfConcurrentArrivals) {
  SetMode(DepartmentSettings::PUSH);
  AddReplica();
  const std::string given = Create(Enquiry("")).name();
  std::size_t answered = 0;
  for (std::size_t i = 0; i < 120; ++i) {
    v1::CreateLeadRequest create = Enquiry("");
    create.set_request_id(absl::StrCat("create-", i));
    asio::co_spawn(loop_, Anna(i % 2).client.Invoke(&Api::CreateLead, create, {.deadline = Soon()}),
                   [&](std::exception_ptr, const absl::StatusOr<v1::Lead>& answer) {
                     EXPECT_THAT(answer, IsOk());
                     ++answered;
                   });
    if (i % 6 != 0) continue;
    v1::AssignLeadRequest assign;
    assign.set_name(given);
    assign.set_owner(Employee(i % 12 == 0 ? "anna" : "boris"));
    assign.set_request_id(absl::StrCat("assign-", i));
    asio::co_spawn(loop_, Head().client.Invoke(&Api::AssignLead, assign, {.deadline = Soon()}),
                   [&](std::exception_ptr, const absl::StatusOr<v1::Lead>&) { ++answered; });
  }
  ASSERT_TRUE(testing::RunUntil(loop_, [&] { return answered == 140; }));
  std::map<std::string, int> turns;
  for (const Fact& event : Events()) {
    if (event.lead_assigned().cause() != v1::LeadAssigned::TURN) continue;
    ++turns[event.lead_assigned().owner()];
    EXPECT_LE(std::abs(turns[Employee("anna")] - turns[Employee("boris")]), 1);
  }
  EXPECT_EQ(turns[Employee("anna")] + turns[Employee("boris")], 121);
}

}  // namespace
}  // namespace zamer::lead
