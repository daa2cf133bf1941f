// Leads that are put off, left without a next step or given up too early, and what the department settles about that,
// over gRPC, on a real Redis.
#include "tests/store/lead_fixture.h"

namespace zamer::lead {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Entry = v1::FocusEntry;
using Fact = v1::LeadEvent;

class LeadServicePutOff : public LeadFixture {
 protected:
  // A lead of anna's who was called, with nothing planned.
  std::string Called() {
    ApplyManager("boris", 0, scheduling::v1::Employee::DISMISSED);
    const std::string lead = Create(Enquiry("+79123456789")).name();
    EXPECT_THAT(Log(lead, OutboundCall(30)), IsOk());
    return lead;
  }
  absl::StatusOr<v1::Lead> PutOff(const std::string& lead, absl::Time until) {
    v1::NurtureLeadRequest request;
    request.set_name(lead);
    request.set_reason("after_the_repair");
    *request.mutable_until_time() = ToTimestamp(until);
    return Call(Anna(), &Api::NurtureLead, request);
  }
  absl::StatusOr<v1::Lead> LoseFor(const std::string& lead, const std::string& reason) {
    v1::LoseLeadRequest request;
    request.set_name(lead);
    request.set_reason(reason);
    return Call(Anna(), &Api::LoseLead, request);
  }
  std::vector<Entry::Reason> Focus(absl::Time at) {
    clock_.Set(at);
    v1::ListFocusRequest request;
    request.set_parent(Employee("anna"));
    std::vector<Entry::Reason> reasons;
    const auto page = Call(Anna(), &Api::ListFocus, request);
    EXPECT_THAT(page, IsOk());
    if (!page.ok()) return reasons;
    for (const Entry& entry : page->entries()) reasons.push_back(entry.reason());
    return reasons;
  }
};

TEST_F(LeadServicePutOff, ALeadThatIsPutOffComesBackToItsOwnerOnItsDay) {
  const std::string lead = Called();
  const auto put_off = PutOff(lead, March(17, 11));
  ASSERT_THAT(put_off, IsOk());
  EXPECT_EQ(put_off->state(), v1::Lead::NURTURING);
  EXPECT_EQ(FromTimestamp(put_off->nurture_until_time()), March(17, 11));
  EXPECT_EQ(Events().back().state_changed().reason(), "after_the_repair");
  EXPECT_EQ(FireAt(March(17, 10, 59)), 0) << "nothing is to do until then";
  EXPECT_EQ(FireAt(March(17, 11)), 1);
  const v1::Lead woken = Read(lead);
  EXPECT_EQ(woken.state(), v1::Lead::PHONE_CAPTURED);
  EXPECT_EQ(woken.owner(), Employee("anna"));
  ASSERT_EQ(woken.follow_ups_size(), 1);
  EXPECT_EQ(woken.follow_ups(0).assignee(), Employee("anna"));
  EXPECT_FALSE(woken.has_nurture_until_time());
}

TEST_F(LeadServicePutOff, ALeadWhoseOwnerHasLeftGoesToAnotherOnItsDay) {
  const std::string lead = Called();
  ASSERT_THAT(PutOff(lead, March(17, 11)), IsOk());
  ApplyManager("anna", 0, scheduling::v1::Employee::DISMISSED);
  ApplyManager("clara");
  FireAt(March(17, 11));
  EXPECT_EQ(Read(lead).owner(), Employee("clara"));
  EXPECT_EQ(Read(lead).follow_ups_size(), 0);
}

TEST_F(LeadServicePutOff, ALeadThatIsPutOffWakesWhenTheClientReturns) {
  const std::string lead = Called();
  ASSERT_THAT(PutOff(lead, March(17, 11)), IsOk());
  clock_.Set(March(5, 12));
  EXPECT_EQ(Create(Enquiry("+79123456789")).state(), v1::Lead::PHONE_CAPTURED);
  EXPECT_EQ(Events().back().state_changed().from(), v1::Lead::NURTURING);
  FireAt(March(17, 11));
  EXPECT_EQ(Read(lead).follow_ups_size(), 0) << "its day means nothing any more";
}

TEST_F(LeadServicePutOff, PuttingOffIsRefusedWithAMeetingAheadOrInThePast) {
  const std::string lead = Called();
  EXPECT_THAT(PutOff(lead, clock_.Now() - absl::Minutes(1)), StatusIs(Reason::kFieldInvalid));
  ASSERT_THAT(ApplyBooked(lead, "m1"), IsOk());
  EXPECT_THAT(PutOff(lead, March(17, 11)), StatusIs(Reason::kMeetingAhead));
}

TEST_F(LeadServicePutOff, AMissedNextStepIsToldOnce) {
  const std::string lead = Called();
  EXPECT_EQ(FireAt(March(3, 12, 14)), 0);
  EXPECT_EQ(FireAt(March(3, 12, 15)), 1);
  const Fact told = Events().back();
  EXPECT_EQ(told.next_step_missed().owner(), Employee("anna"));
  EXPECT_EQ(FromTimestamp(told.next_step_missed().since_time()), March(3, 12));
  EXPECT_EQ(told.meta().subject(), lead);
  ASSERT_THAT(Log(lead, OutboundCall(30)), IsOk());
  EXPECT_EQ(FireAt(March(4, 12)), 0);
  EXPECT_EQ(CountEvents(Fact::kNextStepMissed), 1);
}

TEST_F(LeadServicePutOff, TheDepartmentSettlesHowLongALeadMayLackANextStep) {
  scheduling::v1::DepartmentSettings settings;
  *settings.mutable_next_step_grace() = ToProtoDuration(absl::Hours(2));
  ApplyDepartment(settings);
  Called();
  EXPECT_EQ(FireAt(March(3, 13, 59)), 0);
  EXPECT_EQ(FireAt(March(3, 14)), 1);
}

TEST_F(LeadServicePutOff, GivingUpAfterTooFewAttemptsIsToldNotRefused) {
  const std::string lead = Called();
  ASSERT_THAT(LoseFor(lead, "unreachable"), IsOk());
  EXPECT_TRUE(Events().back().state_changed().too_few_attempts());
  EXPECT_EQ(Events().back().state_changed().attempt_count(), 1);
  v1::ReopenLeadRequest reopen;
  reopen.set_name(lead);
  ASSERT_THAT(Call(Anna(), &Api::ReopenLead, reopen), IsOk());
  for (const int day : {4, 5, 5, 6}) {
    clock_.Set(clock_.Now() < March(day, 12) ? March(day, 12) : March(day, 15));
    ASSERT_THAT(Log(lead, OutboundCall()), IsOk());
  }
  ASSERT_THAT(LoseFor(lead, "unreachable"), IsOk());
  EXPECT_FALSE(Events().back().state_changed().too_few_attempts());
  EXPECT_EQ(Events().back().state_changed().attempt_count(), 5);
}

TEST_F(LeadServicePutOff, AttemptsOnALeadThatWasMergedIntoItCount) {
  scheduling::v1::DepartmentSettings settings;
  settings.set_unreachable_reason("gone");
  settings.set_required_attempts(2);
  settings.set_required_attempt_days(2);
  ApplyDepartment(settings);
  const std::string lead = Called();
  clock_.Set(March(4, 12));
  const std::string other = Create(Message("vk-1")).name();
  ASSERT_THAT(Log(other, OutboundCall()), IsOk());
  ASSERT_THAT(Capture(other, "+79123456789"), IsOk());
  ASSERT_THAT(LoseFor(lead, "gone"), IsOk());
  EXPECT_FALSE(Events().back().state_changed().too_few_attempts());
}

TEST_F(LeadServicePutOff, TheDepartmentSettlesWhenALeadIsStaleAndAMeetingIsToBeConfirmed) {
  scheduling::v1::DepartmentSettings settings;
  const std::string lead = Called();
  v1::ScheduleFollowUpRequest plan;
  plan.set_parent(lead);
  *plan.mutable_follow_up()->mutable_due_time() = ToTimestamp(March(30, 12));
  ASSERT_THAT(Call(Anna(), &Api::ScheduleFollowUp, plan), IsOk());
  EXPECT_THAT(Focus(March(17, 11)), IsEmpty());
  *settings.mutable_stale_after() = ToProtoDuration(absl::Hours(2));
  *settings.mutable_confirm_before() = ToProtoDuration(absl::Hours(3));
  ApplyDepartment(settings);
  EXPECT_THAT(Focus(March(3, 13, 59)), IsEmpty());
  EXPECT_THAT(Focus(March(3, 14)), ElementsAre(Entry::STALE));
  scheduling::v1::SchedulingEvent booked;
  booked.mutable_meta()->set_subject(Child(kDepartment, "meetings", "m1"));
  booked.mutable_meeting_booked()->mutable_meeting()->set_lead(lead);
  *booked.mutable_meeting_booked()->mutable_meeting()->mutable_start_time() = ToTimestamp(March(4, 15));
  ASSERT_THAT(Apply(booked), IsOk());
  EXPECT_THAT(Focus(March(4, 11, 59)), IsEmpty());
  EXPECT_THAT(Focus(March(4, 12)), ElementsAre(Entry::CONFIRM_MEETING));
}

}  // namespace
}  // namespace zamer::lead
