// The focus list and the timeline, over gRPC, on a real Redis.
#include <utility>

#include "tests/store/lead_fixture.h"

namespace zamer::lead {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::SizeIs;
using Entry = v1::FocusEntry;
using Fact = v1::LeadEvent;

class LeadServiceFocus : public LeadFixture {
 protected:
  LeadServiceFocus() {
    // All leads are anna's.
    ApplyManager("boris", 0, scheduling::v1::Employee::DISMISSED);
  }

  std::string Arrive() {
    clock_.Advance(absl::Seconds(1));
    return Create(Enquiry("")).name();
  }
  void Plan(const std::string& lead, absl::Time due, v1::FollowUp::Kind kind = v1::FollowUp::KIND_UNSPECIFIED) {
    v1::ScheduleFollowUpRequest request;
    request.set_parent(lead);
    request.mutable_follow_up()->set_kind(kind);
    *request.mutable_follow_up()->mutable_due_time() = ToTimestamp(due);
    ASSERT_THAT(Call(Anna(), &Api::ScheduleFollowUp, request), IsOk());
  }
  static v1::ListFocusRequest Of(const std::string& employee, absl::Duration ahead = {}, int page_size = 0) {
    v1::ListFocusRequest request;
    request.set_parent(Employee(employee));
    *request.mutable_ahead() = ToProtoDuration(ahead);
    request.set_page_size(page_size);
    return request;
  }
  // All of anna's entries: the lead and why.
  std::vector<std::pair<std::string, Entry::Reason>> Focus(absl::Duration ahead = {}, int page_size = 0) {
    v1::ListFocusRequest request = Of("anna", ahead, page_size);
    std::vector<std::pair<std::string, Entry::Reason>> all;
    do {
      const auto page = Call(Anna(), &Api::ListFocus, request);
      EXPECT_THAT(page, IsOk());
      if (!page.ok()) break;
      for (const Entry& entry : page->entries()) all.emplace_back(entry.lead().name(), entry.reason());
      request.set_page_token(page->next_page_token());
      clock_.Advance(absl::Milliseconds(10));
    } while (!request.page_token().empty());
    return all;
  }
  std::vector<Fact::FactCase> Timeline(const std::string& lead, int page_size = 0) {
    v1::ListTimelineRequest request;
    request.set_parent(lead);
    request.set_page_size(page_size);
    std::vector<Fact::FactCase> facts;
    do {
      const auto page = Call(Anna(), &Api::ListTimeline, request);
      EXPECT_THAT(page, IsOk());
      if (!page.ok()) break;
      for (const Fact& event : page->events()) {
        EXPECT_EQ(event.meta().subject(), lead);
        facts.push_back(event.fact_case());
      }
      request.set_page_token(page->next_page_token());
    } while (!request.page_token().empty());
    return facts;
  }
};

TEST_F(LeadServiceFocus, ListsEachLeadOnceUnderItsFirstReason) {
  const std::string waits = Arrive();
  const std::string planned = Arrive();
  const std::string promised = Arrive();
  const std::string bare = Arrive();
  for (const std::string& lead : {planned, promised, bare}) ASSERT_THAT(Log(lead, OutboundCall()), IsOk());
  Plan(planned, clock_.Now() + absl::Minutes(30));
  Plan(promised, clock_.Now() + absl::Minutes(40), v1::FollowUp::CALL_BACK);
  EXPECT_THAT(Focus(), ElementsAre(Pair(waits, Entry::ANSWER), Pair(bare, Entry::NO_NEXT_STEP)));
  for (const int page_size : {0, 1, 2}) {
    EXPECT_THAT(Focus(absl::Hours(1), page_size),
                ElementsAre(Pair(waits, Entry::ANSWER), Pair(promised, Entry::CALL_BACK),
                            Pair(planned, Entry::FOLLOW_UP), Pair(bare, Entry::NO_NEXT_STEP)));
  }
  clock_.Advance(absl::Minutes(20));
  const auto late = Call(Anna(), &Api::ListFocus, Of("anna"));
  ASSERT_THAT(late, IsOk());
  ASSERT_THAT(late->entries(), SizeIs(2));
  EXPECT_EQ(late->entries(0).reason(), Entry::ANSWER);
  EXPECT_TRUE(late->entries(0).late());
  ASSERT_THAT(Lose(bare), IsOk());
  EXPECT_THAT(Focus(), ElementsAre(Pair(waits, Entry::ANSWER)));
}

TEST_F(LeadServiceFocus, AMeetingIsToBeConfirmedUntilItIs) {
  const std::string lead = Arrive();
  ASSERT_THAT(Log(lead, OutboundCall()), IsOk());
  scheduling::v1::SchedulingEvent event;
  event.mutable_meta()->set_subject(Child(kDepartment, "meetings", "m1"));
  event.mutable_meeting_booked()->mutable_meeting()->set_lead(lead);
  *event.mutable_meeting_booked()->mutable_meeting()->mutable_start_time() = ToTimestamp(March(4, 15));
  ASSERT_THAT(Apply(event), IsOk());
  EXPECT_EQ(FromTimestamp(Read(lead).meeting_time()), March(4, 15));
  EXPECT_THAT(Focus(), IsEmpty());
  EXPECT_THAT(Focus(absl::Hours(4)), ElementsAre(Pair(lead, Entry::CONFIRM_MEETING)));
  event.mutable_meeting_confirmed()->mutable_meeting()->set_lead(lead);
  ASSERT_THAT(Apply(event), IsOk());
  EXPECT_THAT(Focus(absl::Hours(4)), IsEmpty());
}

TEST_F(LeadServiceFocus, OthersSeeOnlyTheirOwnList) {
  EXPECT_THAT(Call(Anna(), &Api::ListFocus, Of("boris")), StatusIs(Reason::kRoleNotAllowed));
  EXPECT_THAT(Call(Head(), &Api::ListFocus, Of("anna")), IsOk());
  EXPECT_THAT(Call(Anna(), &Api::ListFocus, Of("anna", absl::Hours(32 * 24))), StatusIs(Reason::kFieldInvalid));
  v1::ListFocusRequest request = Of("anna");
  request.set_page_token("nonsense");
  EXPECT_THAT(Call(Anna(), &Api::ListFocus, request), StatusIs(Reason::kPageTokenInvalid));
}

TEST_F(LeadServiceFocus, ATimelineHoldsTheLeadsOwnEventsInOrder) {
  const std::string lead = Create(Enquiry("+79123456789")).name();
  const std::string other = Create(Enquiry("+79123456780")).name();
  ASSERT_THAT(Log(lead, OutboundCall()), IsOk());
  ASSERT_THAT(Lose(lead), IsOk());
  std::vector<Fact::FactCase> expected;
  for (const Fact& event : Events()) {
    if (event.meta().subject() == lead) expected.push_back(event.fact_case());
  }
  EXPECT_EQ(expected.front(), Fact::kLeadCreated);
  EXPECT_EQ(expected.back(), Fact::kStateChanged);
  for (const int page_size : {0, 1, 2}) EXPECT_EQ(Timeline(lead, page_size), expected);
  EXPECT_EQ(Timeline(other).front(), Fact::kLeadCreated);
  v1::ListTimelineRequest nobody;
  nobody.set_parent(LeadNameOf("d1", "nobody"));
  EXPECT_THAT(Call(Anna(), &Api::ListTimeline, nobody), StatusIs(Reason::kLeadNotFound));
}

}  // namespace
}  // namespace zamer::lead
