// A day without any replica of the lead service: its timers are in Redis, and go off when one is there again.
#include "tests/store/lead_fixture.h"

namespace zamer::lead {
namespace {

using ::testing::ElementsAreArray;
using Fact = v1::LeadEvent;

class LeadServiceDowntime : public LeadFixture {
 protected:
  v1::Lead CreateAt(absl::Time time, int number) {
    clock_.Set(time);
    return Create(Enquiry(absl::StrCat("+7912", 1000000 + number)));
  }

  // The leads of which something was found overdue, in that order.
  std::vector<std::string> Overdue() {
    std::vector<std::string> leads;
    for (const v1::LeadEvent& event : Events()) {
      if (event.has_first_response_missed() || event.has_follow_up_overdue()) leads.push_back(event.meta().subject());
    }
    return leads;
  }
};

TEST_F(LeadServiceDowntime, WhatFellDueMeanwhileIsDoneOnceTheOldestFirst) {
  std::vector<std::string> in_order;
  for (int i = 0; i < 20; ++i) {
    const v1::Lead answered = CreateAt(March(3, 12) + absl::Seconds(5 * i), 2 * i);
    ASSERT_THAT(Log(answered.name(), OutboundCall(30)), IsOk());
    v1::ScheduleFollowUpRequest plan;
    plan.set_parent(answered.name());
    *plan.mutable_follow_up()->mutable_due_time() = ToTimestamp(March(3, 12, 5) + absl::Seconds(5 * i + 2));
    ASSERT_THAT(Call(Anna(), &Api::ScheduleFollowUp, plan), IsOk());
    const v1::Lead unanswered = Create(Enquiry(absl::StrCat("+7912", 2000000 + i)));
    in_order.push_back(unanswered.name());
    in_order.push_back(answered.name());
  }
  replicas_.clear();
  clock_.Advance(absl::Hours(24));

  AddReplica();
  AddReplica();
  for (const auto& replica : replicas_) replica->timers.Start();
  EXPECT_TRUE(testing::RunUntil(loop_, [&] { return Overdue().size() >= in_order.size(); }));
  testing::RunFor(loop_, absl::Milliseconds(600));  // for what must not come
  for (const auto& replica : replicas_) replica->timers.Stop();
  EXPECT_THAT(Overdue(), ElementsAreArray(in_order));
  EXPECT_EQ(FireAt(clock_.Now()), 0) << "nothing is left";
}

}  // namespace
}  // namespace zamer::lead
