// Taking merges back, over gRPC, on a real Redis.
#include "tests/store/lead_fixture.h"

namespace zamer::lead {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using Fact = v1::LeadEvent;

constexpr char kFormPhone[] = "+79123456789";
constexpr char kChatPhone[] = "+79991112233";

class LeadServiceUnmerge : public LeadFixture {
 protected:
  // A form with a phone; a minute later a chat with a phone of its own, which then gives the form's phone too.
  void MergeByPhone() {
    form_ = Create(Enquiry(kFormPhone, kSite));
    clock_.Advance(absl::Minutes(1));
    v1::CreateLeadRequest message = Message("vk-1");
    message.mutable_lead()->set_client_name("Ivan");
    message.mutable_lead()->set_city("Tver");
    chat_ = Create(message);
    ASSERT_THAT(Capture(chat_.name(), kChatPhone), IsOk());
    clock_.Advance(absl::Minutes(1));
    ASSERT_EQ(Capture(chat_.name(), kFormPhone)->name(), form_.name());
    clock_.Advance(absl::Minutes(1));
  }

  absl::StatusOr<v1::Lead> Unmerge(const std::string& lead, const std::string& request_id = {}) {
    v1::UnmergeLeadRequest request;
    request.set_name(lead);
    request.set_request_id(request_id);
    return Call(Anna(), &Api::UnmergeLead, request);
  }

  absl::Status ApplyHeld(const std::string& lead, const std::string& meeting) {
    scheduling::v1::SchedulingEvent event;
    event.mutable_meta()->set_subject(Child(kDepartment, "meetings", meeting));
    event.mutable_meeting_held()->mutable_meeting()->set_lead(lead);
    return Apply(event);
  }
  absl::Status ApplySigned(const std::string& lead, const std::string& contract) {
    contract::v1::ContractEvent event;
    event.mutable_meta()->set_subject(Child(kDepartment, "contracts", contract));
    event.mutable_contract_signed()->mutable_contract()->set_lead(lead);
    return Apply(event);
  }

  v1::LeadEvent Last(Fact::FactCase fact) {
    v1::LeadEvent last;
    for (const v1::LeadEvent& event : Events()) {
      if (event.fact_case() == fact) last = event;
    }
    return last;
  }

  v1::Lead form_;
  v1::Lead chat_;
};

TEST_F(LeadServiceUnmerge, BothAreFoundByTheirOwnContactsAgain) {
  MergeByPhone();
  const auto freed = Unmerge(chat_.name());
  ASSERT_THAT(freed, IsOk());
  EXPECT_EQ(freed->state(), v1::Lead::PHONE_CAPTURED);
  EXPECT_EQ(freed->merged_into(), "");
  EXPECT_EQ(freed->client_name(), "Ivan");
  EXPECT_EQ(freed->owner(), chat_.owner());
  EXPECT_THAT(freed->household(), ElementsAre(form_.name()));
  const v1::Lead form = Read(form_.name());
  EXPECT_EQ(form.client_name(), "");
  EXPECT_EQ(form.city(), "");
  EXPECT_THAT(form.phones(), SizeIs(1));
  EXPECT_THAT(form.external_identities(), IsEmpty());
  EXPECT_THAT(form.household(), ElementsAre(chat_.name()));
  EXPECT_EQ(form.touch_count(), 1);
  EXPECT_EQ(Create(Enquiry(kChatPhone)).name(), chat_.name());
  EXPECT_EQ(Create(Message("vk-1")).name(), chat_.name());
  EXPECT_EQ(Create(Enquiry(kFormPhone)).name(), form_.name()) << "the shared phone is whose it was";
  v1::ListLeadsRequest named;
  named.set_text("Ivan");
  EXPECT_THAT(List(named), ElementsAre(chat_.name()));
}

TEST_F(LeadServiceUnmerge, WhatCameToTheSurvivorStaysWithIt) {
  MergeByPhone();
  ASSERT_EQ(Create(Enquiry(kChatPhone)).name(), form_.name());
  ASSERT_THAT(Log(form_.name(), OutboundCall(30)), IsOk());
  ASSERT_THAT(Unmerge(chat_.name()), IsOk());
  const v1::Lead form = Read(form_.name());
  EXPECT_EQ(form.touch_count(), 2);
  EXPECT_EQ(form.interaction_count(), 1);
  EXPECT_EQ(form.attempt_count(), 1);
  EXPECT_TRUE(form.first_response().has_attempt_time());
  EXPECT_THAT(Interactions(form_.name()), SizeIs(1));
  EXPECT_FALSE(Read(chat_.name()).first_response().has_attempt_time());
  EXPECT_EQ(Read(chat_.name()).touch_count(), 1);
}

TEST_F(LeadServiceUnmerge, ItsMeetingsAndContractsGoWithIt) {
  MergeByPhone();
  ASSERT_THAT(ApplyBooked(chat_.name(), "m1"), IsOk());
  ASSERT_THAT(ApplyHeld(chat_.name(), "m1"), IsOk());
  ASSERT_THAT(ApplySigned(chat_.name(), "c1"), IsOk());
  ASSERT_THAT(ApplyBooked(form_.name(), "m2"), IsOk());
  ASSERT_EQ(Read(form_.name()).state(), v1::Lead::CONTRACT_SIGNED);
  const auto freed = Unmerge(chat_.name());
  ASSERT_THAT(freed, IsOk());
  EXPECT_EQ(freed->state(), v1::Lead::CONTRACT_SIGNED);
  EXPECT_EQ(freed->contract(), "departments/d1/contracts/c1");
  EXPECT_EQ(Read(form_.name()).state(), v1::Lead::MEETING_BOOKED);
  EXPECT_EQ(Read(form_.name()).meeting(), "departments/d1/meetings/m2");
  const v1::LeadUnmerged fact = Last(Fact::kLeadUnmerged).lead_unmerged();
  EXPECT_EQ(fact.survivor(), form_.name());
  EXPECT_THAT(fact.meetings(), ElementsAre("departments/d1/meetings/m1"));
  EXPECT_THAT(fact.contracts(), ElementsAre("departments/d1/contracts/c1"));
  ASSERT_THAT(ApplyBooked(chat_.name(), "m3"), IsOk());
  EXPECT_EQ(Read(chat_.name()).meeting(), "departments/d1/meetings/m3");
}

TEST_F(LeadServiceUnmerge, ComesOutOfTheMiddleOfAChain) {
  MergeByPhone();
  clock_.Advance(absl::Minutes(1));
  v1::CreateLeadRequest old = Enquiry("+79005556677", kSite);
  *old.mutable_occurred_time() = ToTimestamp(clock_.Now() - absl::Hours(24));
  const v1::Lead oldest = Create(old);
  ASSERT_EQ(Capture(form_.name(), "+79005556677")->name(), oldest.name());
  ASSERT_EQ(Create(Enquiry(kChatPhone)).name(), oldest.name());

  ASSERT_THAT(Unmerge(chat_.name()), IsOk());
  EXPECT_EQ(Last(Fact::kLeadUnmerged).lead_unmerged().survivor(), oldest.name());
  EXPECT_THAT(Read(chat_.name()).household(), ElementsAre(oldest.name(), form_.name()));
  EXPECT_THAT(Read(form_.name()).external_identities(), IsEmpty()) << "it is merged, and has nothing of the other";
  EXPECT_EQ(Create(Message("vk-1")).name(), chat_.name());
  EXPECT_EQ(Create(Enquiry(kFormPhone)).name(), oldest.name());

  ASSERT_THAT(Unmerge(form_.name()), IsOk());
  EXPECT_EQ(Create(Enquiry(kFormPhone)).name(), form_.name());
  EXPECT_EQ(Create(Enquiry("+79005556677")).name(), oldest.name());
  EXPECT_EQ(Read(form_.name()).client_name(), "");
}

TEST_F(LeadServiceUnmerge, ARetryGetsTheFirstAnswer) {
  MergeByPhone();
  ASSERT_THAT(Unmerge(chat_.name(), "once"), IsOk());
  ASSERT_THAT(Unmerge(chat_.name(), "once"), IsOk());
  EXPECT_EQ(CountEvents(Fact::kLeadUnmerged), 1);
  EXPECT_THAT(Unmerge(chat_.name()), StatusIs(Reason::kIllegalTransition));
  EXPECT_THAT(Unmerge(form_.name()), StatusIs(Reason::kIllegalTransition));
}

TEST_F(LeadServiceUnmerge, RefusesAStaleEtag) {
  MergeByPhone();
  v1::UnmergeLeadRequest request;
  request.set_name(chat_.name());
  request.set_etag("\"1\"");
  EXPECT_THAT(Call(Anna(), &Api::UnmergeLead, request), StatusIs(Reason::kEtagStale));
}

TEST_F(LeadServiceUnmerge, OwnersCountWhatTheyHave) {
  MergeByPhone();
  ASSERT_THAT(Unmerge(chat_.name()), IsOk());
  const Fact assigned = Last(Fact::kLeadAssigned);
  EXPECT_EQ(assigned.meta().subject(), chat_.name());
  EXPECT_EQ(assigned.lead_assigned().cause(), v1::LeadAssigned::UNMERGE);
  const auto turn = testing::RunOnLoop(loop_, store().Get<v1::TurnRecord>(TurnKey("d1"), Soon())).value();
  for (const auto& seat : turn.record->seats()) EXPECT_EQ(seat.open_leads(), 1) << seat.employee();
}

TEST_F(LeadServiceUnmerge, TouchesAtTheSameTimeAreNeitherLostNorTorn) {
  AddReplica();
  MergeByPhone();
  std::vector<absl::StatusOr<v1::Lead>> answers;
  const auto keep = [&](std::exception_ptr, absl::StatusOr<v1::Lead> answer) { answers.push_back(std::move(answer)); };
  for (std::size_t i = 0; i < 8; ++i) {
    v1::CreateLeadRequest touch = Enquiry(i % 2 == 0 ? kFormPhone : kChatPhone);
    touch.set_request_id(absl::StrCat("touch-", i));
    asio::co_spawn(loop_, Anna(i % 2).client.Invoke(&Api::CreateLead, touch, {.deadline = Soon()}), keep);
    if (i != 3 && i != 4) continue;
    v1::UnmergeLeadRequest unmerge;
    unmerge.set_name(chat_.name());
    unmerge.set_request_id("unmerge");
    asio::co_spawn(loop_, Anna(i % 2).client.Invoke(&Api::UnmergeLead, unmerge, {.deadline = Soon()}), keep);
  }
  ASSERT_TRUE(testing::RunUntil(loop_, [&] { return answers.size() == 10; }));
  for (const auto& answer : answers) EXPECT_THAT(answer, IsOk());
  EXPECT_EQ(CountEvents(Fact::kLeadUnmerged), 1);
  EXPECT_EQ(Read(form_.name()).touch_count() + Read(chat_.name()).touch_count(), 10);
  EXPECT_EQ(Create(Enquiry(kChatPhone)).name(), chat_.name());
}

TEST_F(LeadServiceUnmerge, AForgottenPersonStaysMerged) {
  MergeByPhone();
  v1::EraseLeadRequest erase;
  erase.set_name(chat_.name());
  ASSERT_THAT(Call(Head(), &Api::EraseLead, erase), IsOk());
  EXPECT_THAT(Unmerge(chat_.name()), StatusIs(Reason::kLeadErased));
}

TEST_F(LeadServiceUnmerge, TakesBackAMergeOfAnImport) {
  const v1::Lead form = Create(Enquiry(kFormPhone, kSite));
  const auto import = [&](const std::string& row, const std::string& phone) {
    v1::ImportHistoryRequest request;
    request.set_parent(kDepartment);
    request.set_system("crm");
    v1::ImportedLead& deal = *request.add_rows()->mutable_lead();
    deal.set_person_id("p1");
    deal.set_row_id(row);
    deal.set_phone(phone);
    deal.mutable_touch()->set_channel(kVk);
    *deal.mutable_touch()->mutable_time() = ToTimestamp(March(1, 12));
    deal.set_state(v1::Lead::NEW);
    return Call(Operator(), &Api::ImportHistory, request).value().results(0).lead();
  };
  const std::string old = import("r1", "");
  ASSERT_EQ(import("r2", kFormPhone), old);
  ASSERT_EQ(Read(form.name()).merged_into(), old);
  ASSERT_THAT(Unmerge(form.name()), IsOk());
  EXPECT_EQ(Create(Enquiry(kFormPhone)).name(), form.name());
  EXPECT_EQ(Read(old).touch_count(), 2) << "the row that had brought the phone stays";
}

}  // namespace
}  // namespace zamer::lead
