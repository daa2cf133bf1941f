// Forgetting a person, over gRPC, on a real Redis: no byte of it is left.
#include "tests/store/lead_fixture.h"
#include "tests/support/redis_bytes.h"

namespace zamer::lead {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using zamer::testing::AllBytes;
using Fact = v1::LeadEvent;

constexpr char kPhone[] = "8 (912) 777-66-55";
constexpr char kMark[] = "Qzx7Personal";

class LeadServiceErasure : public LeadFixture {
 protected:
  // A person with everything personal: name, phone, identity, words, a note, a click id, a recording, a merged lead.
  v1::Lead KnownPerson() {
    v1::CreateLeadRequest enquiry = Message(kMark);
    enquiry.mutable_lead()->set_client_name(kMark);
    enquiry.set_text(kMark);
    (*enquiry.mutable_touch()->mutable_tags())["yclid"] = kMark;
    const v1::Lead first = Create(enquiry);
    clock_.Advance(absl::Minutes(1));
    v1::Lead second = Create(Enquiry(kPhone, kSite));
    EXPECT_THAT(Capture(first.name(), kPhone), IsOk()) << "the two become one";
    v1::Interaction call = OutboundCall(30);
    call.set_recording_uri(kMark);
    EXPECT_THAT(Log(first.name(), call), IsOk());
    v1::ScheduleFollowUpRequest plan;
    plan.set_parent(first.name());
    *plan.mutable_follow_up()->mutable_due_time() = ToTimestamp(clock_.Now() + absl::Hours(1));
    plan.mutable_follow_up()->set_note(kMark);
    EXPECT_THAT(Call(Anna(), &Api::ScheduleFollowUp, plan), IsOk());
    return first;
  }

  absl::StatusOr<v1::Lead> Erase(const std::string& lead) {
    v1::EraseLeadRequest request;
    request.set_name(lead);
    return Call(Head(), &Api::EraseLead, request);
  }

  void Tell(const v1::PbxCall& call) {
    v1::RecordCallRequest request;
    request.set_parent(kDepartment);
    *request.mutable_call() = call;
    EXPECT_THAT(Call(Head(), &Api::RecordCall, request), IsOk());
  }
};

TEST_F(LeadServiceErasure, LeavesNoByteOfThePerson) {
  const v1::Lead lead = KnownPerson();
  ASSERT_THAT(AllBytes(redis_server_), HasSubstr(kMark)) << "the test must see what it looks for";
  ASSERT_THAT(Erase(lead.name()), IsOk());
  const std::string bytes = AllBytes(redis_server_);
  EXPECT_THAT(bytes, Not(HasSubstr(kMark)));
  EXPECT_THAT(bytes, Not(HasSubstr("9127776655")));
  EXPECT_THAT(bytes, Not(HasSubstr("777-66-55")));
}

TEST_F(LeadServiceErasure, LeavesNoByteOfAFreedLeadInTheOneThatItLeft) {
  const v1::Lead other = Create(Enquiry("+79005556677"));
  clock_.Advance(absl::Minutes(1));
  v1::CreateLeadRequest enquiry = Message(kMark);
  enquiry.mutable_lead()->set_client_name(kMark);
  (*enquiry.mutable_touch()->mutable_tags())["yclid"] = kMark;
  const v1::Lead lead = Create(enquiry);
  ASSERT_EQ(Capture(lead.name(), "+79005556677")->name(), other.name());
  v1::UnmergeLeadRequest unmerge;
  unmerge.set_name(lead.name());
  ASSERT_THAT(Call(Head(), &Api::UnmergeLead, unmerge), IsOk());
  ASSERT_THAT(Erase(lead.name()), IsOk());
  EXPECT_THAT(AllBytes(redis_server_), Not(HasSubstr(kMark)));
  EXPECT_FALSE(Read(other.name()).erased());
}

// Calls of the person's number, from before the lead had it, and one whose recording comes too late.
TEST_F(LeadServiceErasure, LeavesNoByteOfCalls) {
  v1::PbxCall call;
  call.set_external_id("pbx-1");
  call.set_client_number(kPhone);
  call.set_direction(v1::Interaction::INBOUND);
  *call.mutable_occurred_time() = ToTimestamp(clock_.Now());
  call.set_recording_uri(kMark);
  Tell(call);
  ASSERT_THAT(AllBytes(redis_server_), HasSubstr(kMark)) << "the test must see what it looks for";
  const v1::Lead lead = Create(Enquiry(kPhone));
  ASSERT_EQ(Interactions(lead.name()).size(), 1);
  ASSERT_THAT(Erase(lead.name()), IsOk());
  call.set_recording_uri(absl::StrCat(kMark, "again"));
  Tell(call);
  const std::string bytes = AllBytes(redis_server_);
  EXPECT_THAT(bytes, Not(HasSubstr(kMark)));
  EXPECT_THAT(bytes, Not(HasSubstr("9127776655")));
  EXPECT_THAT(bytes, Not(HasSubstr("777-66-55")));
}

// A number that a lead shared with somebody who was forgotten: calls from it are kept, though a lead has it.
TEST_F(LeadServiceErasure, LeavesNoByteOfCallsThatAreKept) {
  const v1::Lead lead = Create(Enquiry(kPhone));
  v1::CallRecord call;
  call.set_client_number(kPhone);
  call.mutable_call()->set_recording_uri(kMark);
  v1::CallerRecord caller;
  caller.set_fingerprint(replica().fingerprint.Of("phone", "+79127776655"));
  caller.add_calls("call");
  const auto keep = [&](store::Transaction& tx) -> asio::awaitable<absl::StatusOr<std::string>> {
    tx.Put(CallKey("d1", "call"), call);
    tx.Put(CallerKey("d1", caller.fingerprint()), caller);
    co_return std::string();
  };
  ASSERT_THAT(testing::RunOnLoop(loop_, store().CommitEffect(Partition(), {}, Soon(), keep)), IsOk());
  ASSERT_THAT(Erase(lead.name()), IsOk());
  const std::string bytes = AllBytes(redis_server_);
  EXPECT_THAT(bytes, Not(HasSubstr(kMark)));
  EXPECT_THAT(bytes, Not(HasSubstr("777-66-55")));
}

TEST_F(LeadServiceErasure, LeavesCountsAndSaysWhoDidIt) {
  const v1::Lead lead = KnownPerson();
  const v1::Lead before = Read(lead.name());
  ASSERT_THAT(Erase(lead.name()), IsOk());
  const v1::Lead after = Read(lead.name());
  EXPECT_TRUE(after.erased());
  EXPECT_EQ(after.state(), before.state());
  EXPECT_EQ(after.touch_count(), before.touch_count());
  EXPECT_EQ(after.interaction_count(), before.interaction_count());
  EXPECT_EQ(CountEvents(Fact::kLeadErased), 2) << "the lead and the one that was merged into it";
  EXPECT_EQ(Events().back().meta().actor(), Employee("head"));
}

TEST_F(LeadServiceErasure, MakesANewEnquiryOfThePersonANewLead) {
  const v1::Lead lead = KnownPerson();
  ASSERT_THAT(Erase(lead.name()), IsOk());
  EXPECT_NE(Create(Enquiry(kPhone)).name(), lead.name());
}

TEST_F(LeadServiceErasure, TakesNothingPersonalAnyMore) {
  const v1::Lead lead = KnownPerson();
  ASSERT_THAT(Erase(lead.name()), IsOk());
  EXPECT_THAT(Capture(lead.name(), kPhone), StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_THAT(Log(lead.name(), OutboundCall()), StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_THAT(Erase(lead.name()), IsOk()) << "once more does no harm";
  EXPECT_EQ(CountEvents(Fact::kLeadErased), 2);
}

}  // namespace
}  // namespace zamer::lead
