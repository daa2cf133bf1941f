#include "services/contract/domain/production.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/status_matchers.h"
#include "tests/unit/contract/domain/builders.h"

namespace zamer::contract {
namespace {

using ::testing::Contains;
using testing::IsOk;
using ::testing::Pair;
using testing::StatusIs;

absl::StatusOr<HandOver> Hand(const v1::Contract& contract, const Actor& actor = Anna(), bool force = false) {
  return HandOverToProduction(contract, kOrder, force, Terms(), actor, TestNow());
}

TEST(HandOver, OfAPrepaidContractMakesItsOrder) {
  const auto done = Hand(ContractIn(v1::Contract::PREPAID));
  ASSERT_THAT(done, IsOk());
  EXPECT_EQ(done->contract.state(), v1::Contract::IN_PRODUCTION);
  EXPECT_EQ(done->contract.production_order(), kOrder);
  EXPECT_EQ(done->order.name(), kOrder);
  EXPECT_EQ(done->order.contract(), kContract);
  EXPECT_EQ(done->order.lead(), kLead);
  EXPECT_EQ(done->order.handed_over_by(), Anna().name);
  EXPECT_FALSE(done->order.forced());
}

TEST(HandOver, SaysWhatIsMissing) {
  const absl::Status status = Hand(ContractIn(v1::Contract::PARTLY_PREPAID)).status();
  EXPECT_THAT(status, StatusIs(Reason::kPrepaymentMissing));
  EXPECT_THAT(MetadataOf(status), Contains(Pair("paid_minor_units", "1000")));
  EXPECT_THAT(MetadataOf(status), Contains(Pair("needed_minor_units", "50000")));
}

TEST(HandOver, IsForcedByTheSalesHeadOnlyAndRecordedAsSuch) {
  const v1::Contract contract = ContractIn(v1::Contract::SIGNED);
  EXPECT_THAT(Hand(contract, Anna(), true), StatusIs(Reason::kRoleNotAllowed));
  const auto forced = Hand(contract, Head(), true);
  ASSERT_THAT(forced, IsOk());
  EXPECT_TRUE(forced->order.forced());
}

TEST(HandOver, ThatNeededNoForceIsNotAnException) {
  EXPECT_FALSE(Hand(ContractIn(v1::Contract::PREPAID), Head(), true)->order.forced());
  EXPECT_THAT(Hand(ContractIn(v1::Contract::PREPAID), Anna(), true), IsOk());
}

TEST(HandOver, NamesTheOrderThatIsThere) {
  const absl::Status status = Hand(ContractIn(v1::Contract::IN_PRODUCTION)).status();
  EXPECT_THAT(MetadataOf(status), Contains(Pair("production_order", kOrder)));
}

TEST(HandOver, OfAnUnknownTotalNeedsForce) {
  v1::Contract contract = ContractIn(v1::Contract::PARTLY_PREPAID);
  contract.clear_total();
  EXPECT_THAT(Hand(contract), StatusIs(Reason::kPrepaymentMissing));
  EXPECT_THAT(Hand(contract, Head(), true), IsOk());
}

TEST(HandOver, GoesByTheShareOfToday) {
  v1::DepartmentTerms stricter = Terms();
  stricter.set_prepaid_share_bps(10'000);
  EXPECT_THAT(HandOverToProduction(ContractIn(v1::Contract::PREPAID), kOrder, false, stricter, Anna(), TestNow()),
              StatusIs(Reason::kPrepaymentMissing));
}

TEST(HandOver, InEveryStateFollowsTheTable) {
  struct Row {
    v1::Contract::State from;
    std::optional<Reason> plain, forced;
  };
  const Row table[] = {
      {v1::Contract::SIGNED, Reason::kPrepaymentMissing, {}},
      {v1::Contract::PARTLY_PREPAID, Reason::kPrepaymentMissing, {}},
      {v1::Contract::PREPAID, {}, {}},
      {v1::Contract::IN_PRODUCTION, Reason::kAlreadyHandedOver, Reason::kAlreadyHandedOver},
      {v1::Contract::CLOSED, Reason::kAlreadyHandedOver, Reason::kAlreadyHandedOver},
      {v1::Contract::CANCELLED, Reason::kContractCancelled, Reason::kContractCancelled},
  };
  EXPECT_EQ(std::size(table), static_cast<std::size_t>(v1::Contract::State_ARRAYSIZE - 1)) << "a state is missing";
  for (const Row& row : table) {
    const std::string what = v1::Contract::State_Name(row.from);
    const auto plain = Hand(ContractIn(row.from));
    const auto forced = Hand(ContractIn(row.from), Head(), true);
    EXPECT_EQ(plain.ok() ? std::optional<Reason>() : ReasonOf(plain.status()), row.plain) << what;
    EXPECT_EQ(forced.ok() ? std::optional<Reason>() : ReasonOf(forced.status()), row.forced) << what;
  }
}

TEST(HandOver, IsForTheDesignerAndTheSalesHead) {
  EXPECT_THAT(Hand(ContractIn(v1::Contract::PREPAID), Boris()), StatusIs(Reason::kRoleNotAllowed));
}

}  // namespace
}  // namespace zamer::contract
