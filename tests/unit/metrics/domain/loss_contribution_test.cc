// On which day, at which step and for which reason a loss counts.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/metrics/counters.h"
#include "tests/unit/metrics/memory.h"

namespace zamer::metrics {
namespace {

using testing::Booked;
using testing::By;
using testing::ContractOf;
using testing::Created;
using ::testing::ElementsAre;
using testing::Event;
using testing::Held;
using ::testing::IsEmpty;
using testing::MeetingOf;
using testing::Memory;
using testing::Noon;
using testing::PhoneCaptured;
using testing::Signed;
using testing::StateBecame;

TEST(LossContribution, TakesBackALossWhenTheLeadReopens) {
  Memory memory;
  memory.TellAll(Created("a", Noon()), StateBecame("a", 2, lead::v1::Lead::LOST, Noon(1)));
  EXPECT_EQ(Event(memory, Measure::kLosses, 3), 1);
  memory.Tell(StateBecame("a", 3, lead::v1::Lead::NEW, Noon(2)));
  EXPECT_EQ(Event(memory, Measure::kLosses, 3), 0);
}

// The measures beyond kLosses in which a lost lead counts.
std::vector<Measure> LossesIn(Memory memory) {
  auto lost = StateBecame("a", 9, lead::v1::Lead::LOST, Noon(9));
  lost.mutable_state_changed()->set_reason("price");
  memory.Tell(lost);
  EXPECT_EQ(Event(memory, Measure::kLosses, 11), 1);
  std::vector<Measure> found;
  for (const Measure measure :
       {Measure::kLossesBeforePhone, Measure::kLossesBeforeBooking, Measure::kLossesBeforeMeeting,
        Measure::kLossesBeforeContract, Measure::kLossesOfUnknownStep}) {
    const std::int64_t count = By(memory, "loss_reason", "price", measure, 11);
    EXPECT_EQ(Event(memory, measure, 11), count);
    if (count == 1) found.push_back(measure);
  }
  return found;
}

TEST(LossContribution, CountsALossAtTheStepThatTheLeadDidNotComeTo) {
  Memory memory;
  const auto meeting = MeetingOf("a", Noon(3));
  memory.Tell(Created("a", Noon()));
  EXPECT_THAT(LossesIn(memory), ElementsAre(Measure::kLossesBeforePhone));
  memory.Tell(PhoneCaptured("a", 2, "anna", Noon(1)));
  EXPECT_THAT(LossesIn(memory), ElementsAre(Measure::kLossesBeforeBooking));
  memory.Tell(Booked("m", 1, Noon(2), meeting));
  EXPECT_THAT(LossesIn(memory), ElementsAre(Measure::kLossesBeforeMeeting));
  memory.Tell(Held("m", 2, Noon(3), meeting));
  EXPECT_THAT(LossesIn(memory), ElementsAre(Measure::kLossesBeforeContract));
  memory.Tell(Signed("c", 1, Noon(3), ContractOf("a", Noon(3))));
  EXPECT_THAT(LossesIn(memory), IsEmpty()) << "it had come all the way";
}

TEST(LossContribution, CountsALossAtNoStepWhereHistoryDoesNotKnowHowFarTheLeadCame) {
  auto old = Created("a", Noon());
  old.mutable_lead_created()->set_phone_unknown(true);
  Memory no_phone_known;
  no_phone_known.Tell(old);
  EXPECT_THAT(LossesIn(no_phone_known), ElementsAre(Measure::kLossesOfUnknownStep));
  old.mutable_lead_created()->set_phone_unknown(false);
  old.mutable_lead_created()->set_meeting_unknown(true);
  Memory no_meeting_known;
  no_meeting_known.TellAll(old, PhoneCaptured("a", 2, "anna", Noon(1)));
  EXPECT_THAT(LossesIn(no_meeting_known), ElementsAre(Measure::kLossesOfUnknownStep));
  no_meeting_known.Tell(Booked("m", 1, Noon(2), MeetingOf("a", Noon(3))));
  EXPECT_THAT(LossesIn(no_meeting_known), ElementsAre(Measure::kLossesBeforeMeeting));
}

TEST(LossContribution, KeepsTheReasonOfALossThatIsToldAgain) {
  Memory memory;
  auto lost = StateBecame("a", 2, lead::v1::Lead::LOST, Noon(1));
  lost.mutable_state_changed()->set_reason("price");
  memory.TellAll(Created("a", Noon()), lost, StateBecame("a", 3, lead::v1::Lead::NEW, Noon(2)),
                 StateBecame("a", 4, lead::v1::Lead::LOST, Noon(1)));
  EXPECT_EQ(By(memory, "loss_reason", "price", Measure::kLosses, 3), 1);
  memory.TellAll(StateBecame("a", 5, lead::v1::Lead::NEW, Noon(2)), StateBecame("a", 6, lead::v1::Lead::LOST, Noon(4)));
  EXPECT_EQ(By(memory, "loss_reason", "price", Measure::kLosses, 3), 0);
  EXPECT_EQ(Event(memory, Measure::kLosses, 6), 1) << "another loss, without a reason";
}

}  // namespace
}  // namespace zamer::metrics
