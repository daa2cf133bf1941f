// Merges that people ask for, over gRPC, on a real Redis.
#include "tests/store/lead_fixture.h"
#include "tests/support/loop.h"

namespace zamer::lead {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using Fact = v1::LeadEvent;

class LeadServiceMerge : public LeadFixture {
 protected:
  // Leads that arrive a minute apart, each of another person.
  std::vector<std::string> Leads(int count) {
    std::vector<std::string> names;
    for (int i = 0; i < count; ++i) {
      names.push_back(Create(Message(absl::StrCat("user-", i))).name());
      clock_.Advance(absl::Minutes(1));
    }
    return names;
  }
  static v1::MergeLeadsRequest MergeOf(const std::string& name, const std::string& other) {
    v1::MergeLeadsRequest request;
    request.set_name(name);
    request.set_other(other);
    return request;
  }
  absl::StatusOr<v1::Lead> Merge(const std::string& name, const std::string& other) {
    return Call(Anna(), &Api::MergeLeads, MergeOf(name, other));
  }
  // Sends all at once, in turn to each replica.
  std::vector<absl::Status> MergeAllAtOnce(std::vector<v1::MergeLeadsRequest> requests) {
    v1::GetLeadRequest read;
    read.set_name(requests.front().name());
    for (std::size_t i = 0; i < replicas_.size(); ++i) EXPECT_THAT(Call(Anna(i), &Api::GetLead, read), IsOk());
    std::vector<absl::Status> answers;
    for (std::size_t i = 0; i < requests.size(); ++i) {
      requests[i].set_request_id(callers_.NextRequest());
      asio::co_spawn(loop_,
                     Anna(i % replicas_.size()).client.Invoke(&Api::MergeLeads, requests[i], {.deadline = Soon()}),
                     [&](std::exception_ptr, absl::StatusOr<v1::Lead> lead) { answers.push_back(lead.status()); });
    }
    EXPECT_TRUE(testing::RunUntil(loop_, [&] { return answers.size() == requests.size(); }));
    return answers;
  }
  // Where the lead's merges end; empty where they do not.
  std::string EndOf(std::string name) {
    for (int i = 0; i < 100; ++i) {
      const v1::Lead lead = Read(name);
      if (lead.state() != v1::Lead::MERGED) return name;
      name = lead.merged_into();
    }
    return {};
  }
};

TEST_F(LeadServiceMerge, TheOlderGoesOnAndIsReturnedWhicheverIsNamed) {
  const std::vector<std::string> leads = Leads(3);
  ASSERT_THAT(Log(leads[1], OutboundCall(30)), IsOk());
  const auto merged = Merge(leads[1], leads[0]);
  ASSERT_THAT(merged, IsOk());
  EXPECT_EQ(merged->name(), leads[0]);
  EXPECT_EQ(merged->touch_count(), 2);
  EXPECT_EQ(merged->external_identities_size(), 2);
  EXPECT_EQ(merged->interaction_count(), 1);
  EXPECT_TRUE(merged->first_response().has_talk_time());
  EXPECT_EQ(Read(leads[1]).merged_into(), leads[0]);
  EXPECT_EQ(Merge(leads[0], leads[2]).value_or(v1::Lead()).name(), leads[0]);
  EXPECT_EQ(Create(Message("user-1")).name(), leads[0]) << "who is found by what the other held";
  EXPECT_EQ(CountEvents(Fact::kLeadMerged), 2);
}

TEST_F(LeadServiceMerge, ARetryGivesTheAnswerAgain) {
  const std::vector<std::string> leads = Leads(2);
  v1::MergeLeadsRequest request = MergeOf(leads[1], leads[0]);
  request.set_request_id("once");
  ASSERT_THAT(Call(Anna(), &Api::MergeLeads, request), IsOk());
  const auto again = Call(Anna(), &Api::MergeLeads, request);
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->name(), leads[0]);
  EXPECT_EQ(CountEvents(Fact::kLeadMerged), 1);
}

TEST_F(LeadServiceMerge, TwoMeetingsAheadAreRefused) {
  const std::vector<std::string> leads = Leads(2);
  ASSERT_THAT(ApplyBooked(leads[0], "m1"), IsOk());
  ASSERT_THAT(ApplyBooked(leads[1], "m2"), IsOk());
  EXPECT_THAT(Merge(leads[0], leads[1]), StatusIs(Reason::kBothHaveMeetings));
  EXPECT_EQ(Read(leads[1]).state(), v1::Lead::MEETING_BOOKED);
}

TEST_F(LeadServiceMerge, ForgottenPeopleStaleEtagsAndLeadsOfNobodyAreRefused) {
  const std::vector<std::string> leads = Leads(2);
  v1::MergeLeadsRequest request = MergeOf(leads[0], leads[1]);
  request.set_etag("\"999\"");
  EXPECT_THAT(Call(Anna(), &Api::MergeLeads, request), StatusIs(absl::StatusCode::kAborted));
  EXPECT_THAT(Merge(leads[0], leads[0]), StatusIs(Reason::kFieldInvalid));
  EXPECT_THAT(Merge(leads[0], "departments/d1/leads/nobody"), StatusIs(Reason::kLeadNotFound));
  v1::EraseLeadRequest erase;
  erase.set_name(leads[1]);
  ASSERT_THAT(Call(Head(), &Api::EraseLead, erase), IsOk());
  EXPECT_THAT(Merge(leads[0], leads[1]), StatusIs(Reason::kLeadErased));
}

TEST_F(LeadServiceMerge, LeadsThatAreOneAlreadyAreRefusedWithTheOneThatGoesOn) {
  const std::vector<std::string> leads = Leads(4);
  ASSERT_THAT(Merge(leads[0], leads[1]), IsOk());
  ASSERT_THAT(Merge(leads[0], leads[2]), IsOk());
  EXPECT_THAT(Merge(leads[1], leads[0]), StatusIs(Reason::kMergeCycle));
  const auto cycle = Merge(leads[1], leads[2]);
  EXPECT_THAT(cycle, StatusIs(Reason::kMergeCycle));
  EXPECT_THAT(MetadataOf(cycle.status()), Contains(::testing::Pair("merged_into", leads[0])));
  const auto elsewhere = Merge(leads[1], leads[3]);
  EXPECT_THAT(elsewhere, StatusIs(Reason::kIllegalTransition));
  EXPECT_THAT(MetadataOf(elsewhere.status()), Contains(::testing::Pair("merged_into", leads[0])));
}

TEST_F(LeadServiceMerge, APersonsEarlierLeadIsNotMergedIntoTheLaterOne) {
  const v1::Lead past = Create(Enquiry("+79123456789"));
  ASSERT_THAT(Lose(past.name()), IsOk());
  clock_.Advance(absl::Hours(24 * 120));
  const v1::Lead later = Create(Enquiry("+79123456789"));
  ASSERT_EQ(later.previous_lead(), past.name());
  EXPECT_THAT(Merge(past.name(), later.name()), StatusIs(Reason::kIllegalTransition));
}

TEST_F(LeadServiceMerge, ADoNotContactThatCameWithALeadGoesWithItAgain) {
  clock_.Set(March(1, 12));  // Saturday: who arrives waits
  const std::vector<std::string> leads = Leads(2);
  v1::SetDoNotContactRequest flag;
  flag.set_name(leads[1]);
  flag.set_do_not_contact(true);
  ASSERT_THAT(Call(Anna(), &Api::SetDoNotContact, flag), IsOk());
  ASSERT_THAT(Merge(leads[0], leads[1]), IsOk());
  v1::ListLeadsRequest queued;
  queued.set_queued(true);
  EXPECT_TRUE(Read(leads[0]).do_not_contact());
  EXPECT_THAT(List(queued), IsEmpty());
  v1::UnmergeLeadRequest back;
  back.set_name(leads[1]);
  ASSERT_THAT(Call(Anna(), &Api::UnmergeLead, back), IsOk());
  EXPECT_FALSE(Read(leads[0]).do_not_contact());
  EXPECT_TRUE(Read(leads[1]).do_not_contact());
  EXPECT_THAT(List(queued), ElementsAre(leads[0])) << "somebody has to be found for it again";
  EXPECT_THAT(Merge(leads[0], leads[1]), StatusIs(Reason::kSameHousehold));
}

TEST_F(LeadServiceMerge, MergesBothWaysAtOnceThroughTwoReplicasGiveOneLead) {
  AddReplica();
  for (int round = 0; round < 20; ++round) {
    const std::string a = Create(Message(absl::StrCat("a-", round))).name();
    clock_.Advance(absl::Seconds(1));
    const std::string b = Create(Message(absl::StrCat("b-", round))).name();
    std::vector<absl::Status> refused;
    for (const absl::Status& answer : MergeAllAtOnce({MergeOf(a, b), MergeOf(b, a), MergeOf(a, b), MergeOf(b, a)})) {
      if (!answer.ok()) refused.push_back(answer);
    }
    EXPECT_THAT(refused, SizeIs(3));
    for (const absl::Status& refusal : refused) EXPECT_THAT(refusal, StatusIs(Reason::kMergeCycle));
    EXPECT_EQ(EndOf(b), a);
    EXPECT_EQ(EndOf(a), a);
    EXPECT_EQ(Read(a).touch_count(), 2);
  }
}

TEST_F(LeadServiceMerge, ARingOfMergesAtOnceLosesNothingAndEnds) {
  AddReplica();
  const std::vector<std::string> leads = Leads(12);
  std::vector<v1::MergeLeadsRequest> ring;
  for (std::size_t i = 0; i < leads.size(); ++i) ring.push_back(MergeOf(leads[i], leads[(i + 1) % leads.size()]));
  int merged = 0;
  for (const absl::Status& answer : MergeAllAtOnce(ring)) {
    if (answer.ok()) ++merged;
    if (answer.ok()) continue;
    EXPECT_TRUE(ReasonOf(answer) == Reason::kMergeCycle || ReasonOf(answer) == Reason::kIllegalTransition) << answer;
  }
  EXPECT_GT(merged, 0);
  int touches = 0;
  for (const std::string& name : leads) {
    ASSERT_NE(EndOf(name), "") << "no cycle";
    if (EndOf(name) == name) touches += Read(name).touch_count();
  }
  EXPECT_EQ(touches, 12) << "every touch is on a lead that goes on";
  EXPECT_EQ(CountEvents(Fact::kLeadMerged), merged);
}

}  // namespace
}  // namespace zamer::lead
