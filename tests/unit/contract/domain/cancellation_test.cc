#include "services/contract/domain/cancellation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/status_matchers.h"
#include "tests/unit/contract/domain/builders.h"

namespace zamer::contract {
namespace {

using testing::IsOk;
using testing::StatusIs;

absl::StatusOr<v1::Contract> Cancel(const v1::Contract& contract, const Actor& actor = Anna(),
                                    absl::Time occurred = TestNow()) {
  return CancelContract(contract, "too_expensive", actor, occurred);
}

TEST(CancelContract, IsDatedAndKeepsTheSignature) {
  const v1::Contract before = ContractIn(v1::Contract::SIGNED);
  const auto after = Cancel(before, Anna(), TestNow() - absl::Minutes(30));
  ASSERT_THAT(after, IsOk());
  EXPECT_EQ(after->state(), v1::Contract::CANCELLED);
  EXPECT_EQ(FromTimestamp(after->cancel_time()), TestNow() - absl::Minutes(30));
  EXPECT_EQ(after->cancel_reason(), "too_expensive");
  EXPECT_EQ(FromTimestamp(after->sign_time()), FromTimestamp(before.sign_time()));
  EXPECT_EQ(after->designer(), before.designer());
}

TEST(CancelContract, RefundsWhatWasPaidLessCostsAndNeverLessThanNothing) {
  const v1::LedgerEntry paid = Payment("p1", 50'000);
  EXPECT_EQ(Cancel(ContractWith({}))->refund_due().minor_units(), 0);
  EXPECT_EQ(Cancel(ContractWith({paid}))->refund_due().minor_units(), 50'000);
  EXPECT_EQ(Cancel(ContractWith({paid, Entry("c1", v1::LedgerEntry::COST, 20'000)}))->refund_due().minor_units(),
            30'000);
  EXPECT_EQ(Cancel(ContractWith({paid, Entry("c1", v1::LedgerEntry::COST, 70'000)}))->refund_due().minor_units(), 0);
}

TEST(CancelContract, IsNotBeforeTheSignature) {
  EXPECT_THAT(Cancel(ContractIn(v1::Contract::SIGNED), Anna(), TestNow() - absl::Hours(1)), IsOk());
  EXPECT_THAT(Cancel(ContractIn(v1::Contract::SIGNED), Anna(), TestNow() - absl::Hours(2)),
              StatusIs(Reason::kFieldInvalid));
  v1::Contract unknown = ContractIn(v1::Contract::SIGNED);
  unknown.clear_sign_time();
  EXPECT_THAT(Cancel(unknown, Anna(), TestNow() - absl::Hours(2)), IsOk());
}

TEST(CancelContract, InEveryStateFollowsTheTable) {
  struct Row {
    v1::Contract::State from;
    std::optional<Reason> by_designer, by_head;
  };
  const Row table[] = {
      {v1::Contract::SIGNED, {}, {}},
      {v1::Contract::PARTLY_PREPAID, {}, {}},
      {v1::Contract::PREPAID, {}, {}},
      {v1::Contract::IN_PRODUCTION, Reason::kRoleNotAllowed, {}},
      {v1::Contract::CLOSED, Reason::kIllegalTransition, Reason::kIllegalTransition},
      {v1::Contract::CANCELLED, Reason::kContractCancelled, Reason::kContractCancelled},
  };
  EXPECT_EQ(std::size(table), static_cast<std::size_t>(v1::Contract::State_ARRAYSIZE - 1)) << "a state is missing";
  for (const Row& row : table) {
    const std::string what = v1::Contract::State_Name(row.from);
    const auto by_designer = Cancel(ContractIn(row.from));
    const auto by_head = Cancel(ContractIn(row.from), Head());
    EXPECT_EQ(by_designer.ok() ? std::optional<Reason>() : ReasonOf(by_designer.status()), row.by_designer) << what;
    EXPECT_EQ(by_head.ok() ? std::optional<Reason>() : ReasonOf(by_head.status()), row.by_head) << what;
  }
}

TEST(CancelContract, IsForTheDesignerAndTheSalesHead) {
  EXPECT_THAT(Cancel(ContractIn(v1::Contract::SIGNED), Boris()), StatusIs(Reason::kRoleNotAllowed));
}

}  // namespace
}  // namespace zamer::contract
