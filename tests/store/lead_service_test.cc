// Taking enquiries: one person is one lead, over gRPC, on a real Redis.
#include "tests/store/lead_fixture.h"

namespace zamer::lead {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;
using Fact = v1::LeadEvent;
using LeadServiceTest = LeadFixture;

TEST_F(LeadServiceTest, AnEnquiryBecomesALeadWithOwnerAndClock) {
  const v1::Lead lead = Create(Enquiry("8 912 345-67-89"));
  EXPECT_EQ(lead.state(), v1::Lead::PHONE_CAPTURED);
  EXPECT_EQ(lead.phones(0).e164(), "+79123456789");
  EXPECT_EQ(lead.phones(0).raw(), "8 912 345-67-89");
  EXPECT_EQ(lead.owner(), Employee("anna"));
  EXPECT_EQ(FromTimestamp(lead.first_response().due_time()), March(3, 12, 5));
  EXPECT_EQ(lead.etag(), "\"1\"");
  const auto events = Events();
  ASSERT_THAT(events, SizeIs(3));
  EXPECT_TRUE(events[0].has_lead_created());
  EXPECT_TRUE(events[1].has_phone_captured());
  EXPECT_TRUE(events[2].has_lead_assigned());
  EXPECT_EQ(events[0].meta().subject(), lead.name());
  EXPECT_EQ(events[0].meta().actor(), Employee("anna"));
  EXPECT_EQ(Read(lead.name()).SerializeAsString(), lead.SerializeAsString());
}

TEST_F(LeadServiceTest, EquallyAvailableManagersGetLeadsInTurn) {
  std::map<std::string, int> owners;
  for (int i = 0; i < 7; ++i) ++owners[Create(Enquiry(absl::StrCat("+7912345670", i))).owner()];
  EXPECT_EQ(owners[Employee("anna")], 4);
  EXPECT_EQ(owners[Employee("boris")], 3);
}

TEST_F(LeadServiceTest, ARetryGetsTheFirstAnswerAndAnotherBodyIsRefused) {
  v1::CreateLeadRequest request = Enquiry("+79123456789");
  request.set_request_id("same");
  const v1::Lead first = Create(request);
  EXPECT_EQ(Create(request).name(), first.name());
  EXPECT_EQ(Read(first.name()).touch_count(), 1);
  request.mutable_lead()->set_city("Samara");
  EXPECT_THAT(Call(Anna(), &Api::CreateLead, request), StatusIs(Reason::kRequestIdReused));
}

TEST_F(LeadServiceTest, FiveHundredConcurrentEnquiriesOfOnePersonAreOneLead) {
  AddReplica();
  std::vector<absl::StatusOr<v1::Lead>> answers;
  for (int i = 0; i < 500; ++i) {
    v1::CreateLeadRequest request = Enquiry(i % 2 == 0 ? "8 912 345-67-89" : "+7 (912) 3456789");
    request.set_request_id(absl::StrCat("concurrent-", i));
    asio::co_spawn(loop_, Anna().client.Invoke(&Api::CreateLead, request, {.deadline = Soon()}),
                   [&](std::exception_ptr, absl::StatusOr<v1::Lead> answer) { answers.push_back(std::move(answer)); });
  }
  ASSERT_TRUE(testing::RunUntil(loop_, [&] { return answers.size() == 500; }));
  for (const auto& answer : answers) {
    ASSERT_THAT(answer, IsOk());
    EXPECT_EQ(answer->name(), answers.front()->name());
  }
  const v1::Lead lead = Read(answers.front()->name());
  EXPECT_EQ(lead.touch_count(), 500);
  EXPECT_EQ(lead.touches_size(), 200);
  EXPECT_EQ(CountEvents(Fact::kLeadCreated), 1);
  EXPECT_EQ(CountEvents(Fact::kTouchAdded), 499);
  EXPECT_THAT(List({}), SizeIs(1));
}

TEST_F(LeadServiceTest, TwoReplicasMakeOneLeadOfOnePerson) {
  AddReplica();
  std::vector<absl::StatusOr<v1::Lead>> answers;
  for (std::size_t i = 0; i < 6; ++i) {
    v1::CreateLeadRequest request = Enquiry("8 912 345-67-89");
    request.set_request_id(absl::StrCat("replica-", i));
    asio::co_spawn(loop_, Anna(i % 2).client.Invoke(&Api::CreateLead, request, {.deadline = Soon()}),
                   [&](std::exception_ptr, absl::StatusOr<v1::Lead> answer) { answers.push_back(std::move(answer)); });
  }
  ASSERT_TRUE(testing::RunUntil(loop_, [&] { return answers.size() == 6; }));
  for (const auto& answer : answers) EXPECT_THAT(answer, IsOk());
  EXPECT_THAT(List({}), SizeIs(1));
  EXPECT_EQ(CountEvents(Fact::kTouchAdded), 5);
}

TEST_F(LeadServiceTest, ConcurrentEnquiriesOfManyAreHandedOutFairly) {
  std::vector<absl::StatusOr<v1::Lead>> answers;
  for (int i = 0; i < 200; ++i) {
    v1::CreateLeadRequest request = Enquiry(absl::StrCat("+7912", 1000000 + i));
    request.set_request_id(absl::StrCat("many-", i));
    asio::co_spawn(loop_, Anna().client.Invoke(&Api::CreateLead, request, {.deadline = Soon()}),
                   [&](std::exception_ptr, absl::StatusOr<v1::Lead> answer) { answers.push_back(std::move(answer)); });
  }
  ASSERT_TRUE(testing::RunUntil(loop_, [&] { return answers.size() == 200; }));
  std::map<std::string, int> owners;
  for (const auto& answer : answers) {
    ASSERT_THAT(answer, IsOk());
    ++owners[answer->owner()];
  }
  EXPECT_EQ(owners[Employee("anna")], 100);
  EXPECT_EQ(owners[Employee("boris")], 100);
}

TEST_F(LeadServiceTest, APhoneInTheTextCountsAndTheTextIsKept) {
  v1::CreateLeadRequest request = Message("vk-1");
  request.set_text("Здравствуйте, сколько стоит кухня? 8 912 345-67-89");
  const v1::Lead lead = Create(request);
  EXPECT_EQ(lead.phones(0).e164(), "+79123456789");
  const auto interactions = Interactions(lead.name());
  ASSERT_THAT(interactions, SizeIs(1));
  EXPECT_EQ(interactions[0].text(), request.text());
  for (const v1::LeadEvent& event : Events()) {
    EXPECT_EQ(event.SerializeAsString().find("912345"), std::string::npos) << "no personal data in events";
  }
}

TEST_F(LeadServiceTest, RefusesWhatItCannotTake) {
  EXPECT_THAT(Call(Anna(), &Api::CreateLead, Enquiry("8-800-555-35-35")), StatusIs(Reason::kPhoneUnreadable));
  EXPECT_THAT(Call(Anna(), &Api::CreateLead, Enquiry("+79123456789", "departments/d1/channels/none")),
              StatusIs(Reason::kChannelNotFound));
  v1::CreateLeadRequest nobody;
  nobody.set_parent(kDepartment);
  nobody.mutable_lead()->set_city("Samara");
  EXPECT_THAT(Call(Anna(), &Api::CreateLead, nobody), StatusIs(Reason::kFieldInvalid));
  v1::CreateLeadRequest future = Enquiry("+79123456789");
  *future.mutable_occurred_time() = ToTimestamp(clock_.Now() + absl::Hours(1));
  EXPECT_THAT(Call(Anna(), &Api::CreateLead, future), StatusIs(Reason::kFieldInvalid));
  v1::CreateLeadRequest elsewhere = Enquiry("+79123456789", "");
  elsewhere.set_parent("departments/d2");
  EXPECT_THAT(Call(As("gateway", type::v1::SERVICE), &Api::CreateLead, elsewhere),
              StatusIs(Reason::kDepartmentNotFound));
  EXPECT_THAT(List({}), IsEmpty());
  EXPECT_THAT(Events(), IsEmpty());
}

TEST_F(LeadServiceTest, PhoneAndIdentityOfTwoLeadsMergeThemIntoTheOlder) {
  const v1::Lead older = Create(Message("vk-1"));
  clock_.Advance(absl::Minutes(1));
  const v1::Lead newer = Create(Enquiry("+79123456789", kSite));
  clock_.Advance(absl::Minutes(1));
  v1::CreateLeadRequest both = Message("vk-1");
  both.mutable_lead()->add_phones()->set_raw("8 912 345 67 89");
  const v1::Lead merged = Create(both);
  EXPECT_EQ(merged.name(), older.name());
  EXPECT_EQ(merged.touch_count(), 3);
  EXPECT_EQ(merged.state(), v1::Lead::PHONE_CAPTURED);
  EXPECT_EQ(Read(newer.name()).state(), v1::Lead::MERGED);
  EXPECT_EQ(Read(newer.name()).merged_into(), older.name());
  EXPECT_EQ(CountEvents(Fact::kLeadMerged), 1);
  EXPECT_EQ(Create(Enquiry("+79123456789")).name(), older.name()) << "the phone finds the survivor now";
}

TEST_F(LeadServiceTest, CapturingAnotherLeadsPhoneMergesWithEverything) {
  const v1::Lead form = Create(Enquiry("+79123456789", kSite));
  ASSERT_THAT(Log(form.name(), OutboundCall(30)), IsOk());
  clock_.Advance(absl::Minutes(10));
  const v1::Lead chat = Create(Message("vk-1"));
  ASSERT_THAT(Log(chat.name(), OutboundCall(5, "pbx-1")), IsOk());
  const auto merged = Capture(chat.name(), "8(912)345-67-89");
  ASSERT_THAT(merged, IsOk());
  EXPECT_EQ(merged->name(), form.name());
  EXPECT_EQ(merged->interaction_count(), 2);
  EXPECT_EQ(FromTimestamp(merged->first_response().attempt_time()), March(3, 12));
  EXPECT_THAT(Interactions(form.name()), SizeIs(2));
  EXPECT_EQ(Log(form.name(), OutboundCall(5, "pbx-1"))->talk_duration().seconds(), 5) << "known from the merged lead";
  EXPECT_THAT(Interactions(form.name(), 1), SizeIs(2));
  EXPECT_EQ(Create(Message("vk-1")).name(), form.name());
}

TEST_F(LeadServiceTest, TwoMeetingsAheadKeepTwoLeadsApart) {
  const v1::Lead form = Create(Enquiry("+79123456789"));
  const v1::Lead chat = Create(Message("vk-1"));
  ASSERT_THAT(ApplyBooked(form.name(), "m1"), IsOk());
  ASSERT_THAT(ApplyBooked(chat.name(), "m2"), IsOk());
  EXPECT_THAT(Capture(chat.name(), "+79123456789"), StatusIs(Reason::kBothHaveMeetings));
  v1::CreateLeadRequest both = Message("vk-1");
  both.mutable_lead()->add_phones()->set_raw("+79123456789");
  EXPECT_EQ(Create(both).name(), form.name()) << "the enquiry is not lost";
  EXPECT_EQ(Read(chat.name()).state(), v1::Lead::MEETING_BOOKED);
}

TEST_F(LeadServiceTest, ALostPersonComesBackToTheLeadOrToALinkedOne) {
  const v1::Lead lead = Create(Enquiry("+79123456789"));
  ASSERT_THAT(Lose(lead.name()), IsOk());
  clock_.Advance(absl::Hours(24 * 30));
  EXPECT_EQ(Create(Enquiry("+79123456789")).name(), lead.name());
  EXPECT_EQ(Read(lead.name()).state(), v1::Lead::PHONE_CAPTURED);
  ASSERT_THAT(Lose(lead.name()), IsOk());
  clock_.Advance(absl::Hours(24 * 91));
  const v1::Lead linked = Create(Enquiry("+79123456789"));
  EXPECT_NE(linked.name(), lead.name());
  EXPECT_EQ(linked.previous_lead(), lead.name());
  EXPECT_EQ(Read(lead.name()).state(), v1::Lead::LOST);
  EXPECT_EQ(Create(Enquiry("+79123456789")).name(), linked.name());
}

TEST_F(LeadServiceTest, EventsOfAMergedLeadReachTheSurvivor) {
  const v1::Lead form = Create(Enquiry("+79123456789"));
  clock_.Advance(absl::Minutes(1));
  const v1::Lead chat = Create(Message("vk-1"));
  ASSERT_THAT(Capture(chat.name(), "+79123456789"), IsOk());
  ASSERT_THAT(ApplyBooked(chat.name(), "m1"), IsOk());
  EXPECT_EQ(Read(form.name()).meeting(), "departments/d1/meetings/m1");
}

}  // namespace
}  // namespace zamer::lead
