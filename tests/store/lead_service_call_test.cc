// What a telephone exchange tells of calls, over gRPC, on a real Redis.
#include "tests/store/lead_fixture.h"

namespace zamer::lead {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using Fact = v1::LeadEvent;

constexpr char kNumber[] = "+7 912 345-67-89";
constexpr char kAsTyped[] = "8 (912) 345 67 89";

class LeadServiceCall : public LeadFixture {
 protected:
  static v1::PbxCall Inbound(const std::string& id, absl::Time when, int talk_seconds = 0,
                             v1::Interaction::CallResult result = {}) {
    v1::PbxCall call;
    call.set_external_id(id);
    call.set_client_number(kNumber);
    call.set_direction(v1::Interaction::INBOUND);
    *call.mutable_occurred_time() = ToTimestamp(when);
    if (talk_seconds > 0) call.mutable_talk_duration()->set_seconds(talk_seconds);
    call.set_result(result);
    return call;
  }
  static v1::PbxCall Outbound(const std::string& id, absl::Time when, int talk_seconds = 0,
                              v1::Interaction::CallResult result = {}) {
    v1::PbxCall call = Inbound(id, when, talk_seconds, result);
    call.set_direction(v1::Interaction::OUTBOUND);
    call.set_employee(Employee("anna"));
    return call;
  }

  Caller& Exchange(std::size_t at = 0) { return As("gateway", type::v1::SERVICE, at); }
  absl::StatusOr<v1::RecordCallResponse> Tell(const v1::PbxCall& call) {
    v1::RecordCallRequest request;
    request.set_parent(kDepartment);
    *request.mutable_call() = call;
    return Call(Exchange(), &Api::RecordCall, request);
  }
  // The interaction that the call is; 0 and no name where it is kept.
  v1::RecordCallResponse Told(const v1::PbxCall& call) {
    auto response = Tell(call);
    EXPECT_THAT(response, IsOk());
    return response.value_or(v1::RecordCallResponse());
  }

  std::vector<v1::PbxCall> Kept(Caller& caller, int page_size = 0) {
    v1::ListUnmatchedCallsRequest request;
    request.set_parent(kDepartment);
    request.set_page_size(page_size);
    std::vector<v1::PbxCall> all;
    do {
      const auto page = Call(caller, &Api::ListUnmatchedCalls, request);
      EXPECT_THAT(page, IsOk());
      if (!page.ok()) break;
      if (page_size > 0) EXPECT_LE(page->calls_size(), page_size);
      all.insert(all.end(), page->calls().begin(), page->calls().end());
      request.set_page_token(page->next_page_token());
    } while (!request.page_token().empty());
    return all;
  }
  std::vector<std::string> KeptIds(int page_size = 0) {
    std::vector<std::string> ids;
    for (const v1::PbxCall& call : Kept(Head(), page_size)) ids.push_back(call.external_id());
    return ids;
  }
  std::vector<std::string> ExternalIds(const std::string& lead) {
    std::vector<std::string> ids;
    for (const v1::Interaction& interaction : Interactions(lead)) ids.push_back(interaction.external_id());
    return ids;
  }
};

TEST_F(LeadServiceCall, ACallIsAnInteractionOfTheLeadThatHasTheNumber) {
  const v1::Lead lead = Create(Enquiry(kAsTyped));
  clock_.Advance(absl::Minutes(2));
  const v1::RecordCallResponse told = Told(Outbound("c1", clock_.Now(), 30, v1::Interaction::ANSWERED));
  EXPECT_EQ(told.lead(), lead.name());
  EXPECT_EQ(told.interaction_id(), "1");
  const auto interactions = Interactions(lead.name());
  ASSERT_THAT(interactions, SizeIs(1));
  EXPECT_EQ(interactions[0].kind(), v1::Interaction::CALL);
  EXPECT_EQ(interactions[0].employee(), Employee("anna"));
  EXPECT_EQ(interactions[0].call_result(), v1::Interaction::ANSWERED);
  const v1::Lead after = Read(lead.name());
  EXPECT_EQ(after.first_response().staffed_to_attempt().seconds(), 120);
  EXPECT_EQ(FromTimestamp(after.first_response().talk_time()), clock_.Now());
  EXPECT_EQ(after.attempt_count(), 1);
  EXPECT_FALSE(after.has_waiting_since_time());
  EXPECT_THAT(KeptIds(), IsEmpty());
}

TEST_F(LeadServiceCall, WhatIsToldOneAfterTheOtherIsOneInteraction) {
  const v1::Lead lead = Create(Enquiry(kAsTyped));
  clock_.Advance(absl::Minutes(2));
  v1::PbxCall call = Outbound("c1", clock_.Now());
  EXPECT_EQ(Told(call).interaction_id(), "1");
  EXPECT_EQ(Read(lead.name()).attempt_count(), 1) << "it rings";
  EXPECT_FALSE(Read(lead.name()).first_response().has_talk_time());
  call.mutable_talk_duration()->set_seconds(95);
  call.set_result(v1::Interaction::ANSWERED);
  call.set_employee(Employee("boris"));
  EXPECT_EQ(Told(call).interaction_id(), "1");
  call.set_recording_uri("https://pbx/1");
  EXPECT_EQ(Told(call).interaction_id(), "1");
  const std::size_t events = Events().size();
  EXPECT_EQ(Told(call).interaction_id(), "1");
  EXPECT_EQ(Events().size(), events) << "nothing new";

  const auto interactions = Interactions(lead.name());
  ASSERT_THAT(interactions, SizeIs(1));
  EXPECT_EQ(interactions[0].talk_duration().seconds(), 95);
  const v1::Lead after = Read(lead.name());
  EXPECT_EQ(after.attempt_count(), 1);
  EXPECT_EQ(after.interaction_count(), 1);
  EXPECT_TRUE(after.first_response().has_talk_time());
  EXPECT_EQ(after.first_response().attempt_by(), Employee("boris"));
  EXPECT_EQ(CountEvents(Fact::kInteractionLogged), 3);
  for (const v1::LeadEvent& event : Events()) {
    if (event.has_interaction_logged()) EXPECT_EQ(event.interaction_logged().interaction_id(), "1");
  }
  EXPECT_TRUE(Events().back().interaction_logged().recorded());
}

TEST_F(LeadServiceCall, AClientWhoRingsWaitsUntilTheyTalk) {
  const v1::Lead lead = Create(Enquiry(kAsTyped));
  ASSERT_THAT(Log(lead.name(), OutboundCall()), IsOk());
  clock_.Advance(absl::Minutes(5));
  const absl::Time rings = clock_.Now();
  Told(Inbound("c1", rings));
  EXPECT_EQ(FromTimestamp(Read(lead.name()).waiting_since_time()), rings);
  Told(Inbound("c1", rings, 60, v1::Interaction::ANSWERED));
  EXPECT_FALSE(Read(lead.name()).has_waiting_since_time());
  clock_.Advance(absl::Minutes(5));
  Told(Inbound("c2", clock_.Now(), 0, v1::Interaction::NO_ANSWER));
  EXPECT_EQ(FromTimestamp(Read(lead.name()).waiting_since_time()), clock_.Now());
}

TEST_F(LeadServiceCall, KeepsACallUntilAnEnquiryBringsTheNumber) {
  Told(Outbound("before", March(3, 11)));
  EXPECT_THAT(List({}), IsEmpty()) << "a call alone is no lead";
  clock_.Set(March(3, 12, 4));
  EXPECT_EQ(Told(Outbound("after", March(3, 12, 2), 20)).lead(), "");
  EXPECT_THAT(KeptIds(), ElementsAre("after", "before"));
  v1::CreateLeadRequest enquiry = Enquiry(kAsTyped);
  *enquiry.mutable_occurred_time() = ToTimestamp(March(3, 12));
  const v1::Lead lead = Create(enquiry);
  EXPECT_THAT(ExternalIds(lead.name()), ElementsAre("before", "after"));
  EXPECT_EQ(FromTimestamp(lead.first_response().attempt_time()), March(3, 12, 2)) << "what was before does not count";
  EXPECT_EQ(lead.first_response().staffed_to_talk().seconds(), 120);
  EXPECT_THAT(KeptIds(), IsEmpty());
  EXPECT_EQ(CountEvents(Fact::kInteractionLogged), 2);
}

TEST_F(LeadServiceCall, KeepsACallUntilAPhoneIsCaptured) {
  const v1::Lead lead = Create(Message("vk-1"));
  Told(Inbound("c1", clock_.Now(), 0, v1::Interaction::NO_ANSWER));
  ASSERT_THAT(Capture(lead.name(), kAsTyped), IsOk());
  EXPECT_THAT(ExternalIds(lead.name()), ElementsAre("c1"));
  EXPECT_THAT(KeptIds(), IsEmpty());
}

TEST_F(LeadServiceCall, KeepsACallUntilAnImportBringsTheNumber) {
  Told(Inbound("c1", clock_.Now()));
  v1::ImportHistoryRequest request;
  request.set_parent(kDepartment);
  request.set_system("crm");
  v1::ImportedLead& deal = *request.add_rows()->mutable_lead();
  deal.set_person_id("p1");
  deal.set_row_id("r1");
  deal.set_phone(kAsTyped);
  deal.set_state(v1::Lead::NEW);
  *deal.mutable_touch()->mutable_time() = ToTimestamp(March(1, 12));
  const auto imported = Call(Operator(), &Api::ImportHistory, request);
  ASSERT_THAT(imported, IsOk());
  EXPECT_THAT(ExternalIds(imported->results(0).lead()), ElementsAre("c1"));
  EXPECT_THAT(KeptIds(), IsEmpty());
}

TEST_F(LeadServiceCall, LearnsMoreOfAKeptCallAndGoesOnWithItInTheLead) {
  Told(Inbound("c1", clock_.Now()));
  v1::PbxCall ended = Inbound("c1", clock_.Now(), 40, v1::Interaction::ANSWERED);
  ended.set_employee(Employee("anna"));
  Told(ended);
  ASSERT_THAT(Kept(Head()), SizeIs(1));
  EXPECT_EQ(Kept(Head())[0].talk_duration().seconds(), 40);
  EXPECT_EQ(Kept(Head())[0].client_number(), kNumber);
  const v1::Lead lead = Create(Enquiry(kAsTyped));
  ended.set_recording_uri("https://pbx/1");
  const v1::RecordCallResponse told = Told(ended);
  EXPECT_EQ(told.lead(), lead.name());
  EXPECT_EQ(told.interaction_id(), "1");
  EXPECT_THAT(Interactions(lead.name()), SizeIs(1));
  EXPECT_TRUE(Events().back().interaction_logged().recorded());
}

TEST_F(LeadServiceCall, ShowsARecordingToTheSalesHeadAndToWhoseCallItIs) {
  v1::PbxCall call = Outbound("c1", clock_.Now(), 40);
  call.set_recording_uri("https://pbx/1");
  Told(call);
  EXPECT_EQ(Kept(Head())[0].recording_uri(), "https://pbx/1");
  EXPECT_EQ(Kept(Anna())[0].recording_uri(), "https://pbx/1");
  EXPECT_EQ(Kept(As("boris", type::v1::LEAD_MANAGER))[0].recording_uri(), "");
}

TEST_F(LeadServiceCall, ListsTheNewestFirstInPagesAndKeepsFiftyOfANumber) {
  for (int i = 0; i < 52; ++i) Told(Inbound(absl::StrCat("c", i), March(3, 10) + absl::Minutes(i)));
  v1::PbxCall other = Inbound("other", March(3, 10, 40) + absl::Seconds(1));
  other.set_client_number("8 912 000-00-01");
  Told(other);
  const std::vector<std::string> ids = KeptIds(20);
  ASSERT_THAT(ids, SizeIs(51));
  EXPECT_EQ(ids.front(), "c51");
  EXPECT_EQ(ids[11], "other");
  EXPECT_EQ(ids.back(), "c2");
  EXPECT_EQ(Told(Inbound("c0", March(3, 10))).lead(), "") << "it was let go";
  EXPECT_THAT(KeptIds(), SizeIs(51));
  EXPECT_THAT(Interactions(Create(Enquiry(kAsTyped)).name()), SizeIs(50));
  EXPECT_THAT(KeptIds(), ElementsAre("other"));
}

TEST_F(LeadServiceCall, FindsACallOfALeadThatWasMerged) {
  const v1::Lead first = Create(Message("vk-1"));
  clock_.Advance(absl::Minutes(1));
  const v1::Lead second = Create(Enquiry(kAsTyped));
  Told(Outbound("c1", clock_.Now()));
  ASSERT_EQ(Capture(first.name(), kAsTyped)->name(), first.name());
  const v1::RecordCallResponse told = Told(Outbound("c1", clock_.Now(), 30, v1::Interaction::ANSWERED));
  EXPECT_EQ(told.lead(), first.name());
  const auto interactions = Interactions(first.name());
  ASSERT_THAT(interactions, SizeIs(1));
  EXPECT_EQ(told.interaction_id(), interactions[0].interaction_id());
  EXPECT_EQ(interactions[0].talk_duration().seconds(), 30);
  EXPECT_TRUE(Read(first.name()).first_response().has_talk_time());
  EXPECT_EQ(Read(first.name()).attempt_count(), 1);
}

TEST_F(LeadServiceCall, IsNoSecondInteractionWhenTheNumberGoesToANewLeadDuringTheCall) {
  const v1::Lead old = Create(Enquiry(kAsTyped));
  ASSERT_THAT(Lose(old.name()), IsOk());
  clock_.Advance(absl::Hours(24 * 100));
  Told(Inbound("c1", clock_.Now()));
  const v1::Lead next = Create(Enquiry(kAsTyped));
  ASSERT_NE(next.name(), old.name());
  EXPECT_EQ(Told(Inbound("c1", clock_.Now(), 300, v1::Interaction::ANSWERED)).lead(), old.name());
  EXPECT_THAT(ExternalIds(old.name()), ElementsAre("c1"));
  EXPECT_THAT(Interactions(next.name()), IsEmpty());
}

TEST_F(LeadServiceCall, ACallThatWasLoggedByItsIdIsTheSame) {
  const v1::Lead lead = Create(Enquiry(kAsTyped));
  ASSERT_THAT(Log(lead.name(), OutboundCall(0, "c1")), IsOk());
  EXPECT_EQ(Told(Outbound("c1", clock_.Now(), 30)).interaction_id(), "1");
  ASSERT_THAT(Interactions(lead.name()), SizeIs(1));
  EXPECT_EQ(Interactions(lead.name())[0].talk_duration().seconds(), 30);
  EXPECT_EQ(Log(lead.name(), OutboundCall(0, "c1"))->interaction_id(), "1");

  const v1::Lead other = Create(Message("vk-1"));
  ASSERT_THAT(Log(other.name(), OutboundCall(0, "c2")), IsOk());
  v1::PbxCall call = Outbound("c2", clock_.Now());
  call.set_client_number("8 912 000-00-01");
  Told(call);
  ASSERT_THAT(Capture(other.name(), "8 912 000-00-01"), IsOk());
  EXPECT_THAT(ExternalIds(other.name()), ElementsAre("c2"));
}

TEST_F(LeadServiceCall, RefusesWhatIsNoCallOfAClient) {
  for (const char* number : {"anonymous", "unknown", "Private", "8-800-555-35-35", "102"}) {
    v1::PbxCall call = Inbound("c1", clock_.Now());
    call.set_client_number(number);
    EXPECT_THAT(Tell(call), StatusIs(Reason::kPhoneUnreadable)) << number;
  }
  v1::PbxCall call = Inbound("c1", clock_.Now());
  call.clear_client_number();
  EXPECT_THAT(Tell(call), StatusIs(Reason::kFieldInvalid));
  EXPECT_THAT(Tell(Inbound("c1", clock_.Now() - absl::Hours(24 * 31))), StatusIs(Reason::kFieldInvalid));
  call = Inbound("c1", clock_.Now(), 25 * 3600);
  EXPECT_THAT(Tell(call), StatusIs(Reason::kFieldInvalid));
  call = Inbound("c1", clock_.Now());
  call.set_employee("departments/d2/employees/anna");
  EXPECT_THAT(Tell(call), StatusIs(Reason::kFieldInvalid));
  EXPECT_THAT(KeptIds(), IsEmpty());
}

TEST_F(LeadServiceCall, ARetryGetsTheFirstAnswer) {
  const v1::Lead lead = Create(Enquiry(kAsTyped));
  v1::RecordCallRequest request;
  request.set_parent(kDepartment);
  request.set_request_id("pbx-retry");
  *request.mutable_call() = Outbound("c1", clock_.Now(), 30);
  const auto first = Call(Exchange(), &Api::RecordCall, request);
  const auto again = Call(Exchange(), &Api::RecordCall, request);
  ASSERT_THAT(first, IsOk());
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->SerializeAsString(), first->SerializeAsString());
  EXPECT_THAT(Interactions(lead.name()), SizeIs(1));
}

TEST_F(LeadServiceCall, NoCallIsLostWhenItMeetsTheEnquiryOnAnotherReplica) {
  AddReplica();
  constexpr int kPairs = 30;
  int answers = 0;
  const auto count = [&](std::exception_ptr, const auto& answer) {
    EXPECT_THAT(answer, IsOk());
    ++answers;
  };
  for (int i = 0; i < kPairs; ++i) {
    const std::string number = absl::StrCat("+7912", 1000000 + i);
    v1::RecordCallRequest told;
    told.set_parent(kDepartment);
    told.set_request_id(absl::StrCat("told-", i));
    *told.mutable_call() = Inbound(absl::StrCat("c", i), clock_.Now());
    told.mutable_call()->set_client_number(number);
    v1::CreateLeadRequest enquiry = Enquiry(number);
    enquiry.set_request_id(absl::StrCat("enquiry-", i));
    asio::co_spawn(loop_, Exchange(0).client.Invoke(&Api::RecordCall, told, {.deadline = Soon()}), count);
    asio::co_spawn(loop_, Anna(1).client.Invoke(&Api::CreateLead, enquiry, {.deadline = Soon()}), count);
  }
  ASSERT_TRUE(testing::RunUntil(loop_, [&] { return answers == 2 * kPairs; }));
  EXPECT_THAT(KeptIds(), IsEmpty());
  const std::vector<std::string> leads = List({});
  EXPECT_THAT(leads, SizeIs(kPairs));
  for (const std::string& lead : leads) EXPECT_THAT(Interactions(lead), SizeIs(1)) << lead;
}

}  // namespace
}  // namespace zamer::lead
