#include "services/contract/domain/signing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/status_matchers.h"
#include "tests/unit/contract/domain/builders.h"

namespace zamer::contract {
namespace {

using testing::IsOk;
using testing::StatusIs;

SignedLead LeadHeldAnHourAgo() { return {kLead, Held({{TestNow() - absl::Hours(3), TestNow() - absl::Hours(1)}})}; }

Signature By(const Actor& actor, absl::Time time = TestNow()) { return {actor, time, TestNow(), kContract, "v1"}; }

TEST(SignContract, MakesAContractOfTheEstimate) {
  const v1::Estimate estimate = EstimateIn(v1::Estimate::DRAFT, 1'000'000);
  const auto signing = SignContract(estimate, LeadHeldAnHourAgo(), Terms(), By(Anna()));
  ASSERT_THAT(signing, IsOk());
  EXPECT_EQ(signing->estimate.state(), v1::Estimate::SIGNED);
  EXPECT_EQ(signing->estimate.contract(), kContract);
  const v1::Contract& contract = signing->contract;
  EXPECT_EQ(contract.name(), kContract);
  EXPECT_EQ(contract.lead(), kLead);
  EXPECT_EQ(contract.estimate(), kEstimate);
  EXPECT_EQ(contract.state(), v1::Contract::SIGNED);
  EXPECT_EQ(contract.total().minor_units(), 9'000'000);
  EXPECT_EQ(contract.list_total().minor_units(), 10'000'000);
  EXPECT_TRUE(contract.first_touch());
  EXPECT_EQ(contract.meeting(), "departments/d1/meetings/m1");
  EXPECT_EQ(contract.paid().currency_code(), "RUB");
  EXPECT_FALSE(contract.imported());
}

TEST(SignContract, GivesTheCreditToWhoSigns) {
  const v1::Estimate estimate = EstimateIn(v1::Estimate::DRAFT);
  EXPECT_EQ(SignContract(estimate, LeadHeldAnHourAgo(), Terms(), By(Head()))->contract.designer(), Head().name);
  EXPECT_THAT(SignContract(estimate, LeadHeldAnHourAgo(), Terms(), By(Boris())), StatusIs(Reason::kRoleNotAllowed));
}

TEST(SignContract, NeedsAHeldMeeting) {
  EXPECT_THAT(SignContract(EstimateIn(v1::Estimate::DRAFT), {kLead, {}}, Terms(), By(Anna())),
              StatusIs(Reason::kMeetingNotHeld, ::testing::HasSubstr("outcome first")));
}

TEST(SignContract, OfAMergedLeadIsTheSurvivors) {
  SignedLead survivor = LeadHeldAnHourAgo();
  survivor.name = "departments/d1/leads/survivor";
  const auto signing = SignContract(EstimateIn(v1::Estimate::DRAFT), survivor, Terms(), By(Anna()));
  EXPECT_EQ(signing->contract.lead(), survivor.name);
}

TEST(SignContract, SyncedLateIsJudgedByWhenItHappened) {
  const SignedLead lead{kLead, Held({{TestNow() - absl::Hours(72), TestNow() - absl::Hours(71)}})};
  const v1::Estimate estimate = EstimateIn(v1::Estimate::DRAFT);
  EXPECT_FALSE(SignContract(estimate, lead, Terms(), By(Anna()))->contract.first_touch());
  const auto late = SignContract(estimate, lead, Terms(), By(Anna(), TestNow() - absl::Hours(70)));
  EXPECT_TRUE(late->contract.first_touch());
  EXPECT_EQ(FromTimestamp(late->contract.sign_time()), TestNow() - absl::Hours(70));
  EXPECT_EQ(FromTimestamp(late->contract.create_time()), TestNow());
}

TEST(SignContract, TakesTheDepartmentsHours) {
  v1::DepartmentTerms terms = Terms();
  terms.set_first_touch_hours(0);
  EXPECT_FALSE(
      SignContract(EstimateIn(v1::Estimate::DRAFT), LeadHeldAnHourAgo(), terms, By(Anna()))->contract.first_touch());
}

TEST(SignContract, OfNothingToPayIsPrepaidAtOnce) {
  const v1::Estimate gift =
      CreateEstimate(OfferOf({LineOf(1000, 0)}), kEstimate, kLead, Anna(), Terms(), TestNow()).value();
  EXPECT_EQ(SignContract(gift, LeadHeldAnHourAgo(), Terms(), By(Anna()))->contract.state(), v1::Contract::PREPAID);
}

}  // namespace
}  // namespace zamer::contract
