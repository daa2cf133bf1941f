#include "services/contract/domain/ledger.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "services/contract/domain/occurred.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/contract/domain/builders.h"

namespace zamer::contract {
namespace {

using testing::IsOk;
using testing::StatusIs;

absl::StatusOr<Recorded> Record(const v1::Contract& contract, const v1::LedgerEntry& entry,
                                const Actor& actor = Anna()) {
  return RecordEntry(contract, entry, Terms(), actor, TestNow());
}

TEST(RecordEntry, AppendsWhoAndWhen) {
  const auto recorded = Record(ContractWith({}), Payment("p1", 1'000), Bank());
  ASSERT_THAT(recorded, IsOk());
  EXPECT_FALSE(recorded->known);
  const v1::LedgerEntry& entry = recorded->contract.ledger(0);
  EXPECT_EQ(entry.recorded_by(), "services/bank");
  EXPECT_EQ(FromTimestamp(entry.occurred_time()), TestNow());
  EXPECT_EQ(FromTimestamp(entry.recorded_time()), TestNow());
}

TEST(RecordEntry, DerivesTheState) {
  v1::Contract contract = ContractWith({});
  EXPECT_EQ(contract.state(), v1::Contract::SIGNED);
  contract = Record(contract, Payment("p1", 49'999))->contract;
  EXPECT_EQ(contract.state(), v1::Contract::PARTLY_PREPAID);
  contract = Record(contract, Payment("p2", 1))->contract;
  EXPECT_EQ(contract.state(), v1::Contract::PREPAID);
  contract = Record(contract, Entry("r1", v1::LedgerEntry::REFUND, 1))->contract;
  EXPECT_EQ(contract.state(), v1::Contract::PARTLY_PREPAID);
  contract = Record(contract, Entry("r2", v1::LedgerEntry::REFUND, 49'999))->contract;
  EXPECT_EQ(contract.state(), v1::Contract::SIGNED);
  EXPECT_EQ(contract.paid().minor_units(), 0);
}

TEST(RecordEntry, LeavesTheStateOfWhatIsPastPrepayment) {
  for (const auto state : {v1::Contract::IN_PRODUCTION, v1::Contract::CLOSED, v1::Contract::CANCELLED}) {
    const auto recorded = Record(ContractIn(state), Payment("p2", 1));
    ASSERT_THAT(recorded, IsOk()) << v1::Contract::State_Name(state);
    EXPECT_EQ(recorded->contract.state(), state);
  }
}

TEST(RecordEntry, FlagsWhatIsPaidOverTheTotalLessWriteOffs) {
  v1::Contract contract = ContractWith({Payment("p1", 100'000)});
  EXPECT_FALSE(contract.overpaid());
  EXPECT_TRUE(Record(contract, Payment("p2", 1))->contract.overpaid());
  EXPECT_TRUE(Record(contract, Entry("w1", v1::LedgerEntry::WRITE_OFF, 1))->contract.overpaid());
}

TEST(RecordEntry, OfCostsChangesNoPayment) {
  const auto recorded = Record(ContractWith({Payment("p1", 5)}), Entry("c1", v1::LedgerEntry::COST, 700));
  EXPECT_EQ(recorded->contract.costs().minor_units(), 700);
  EXPECT_EQ(recorded->contract.paid().minor_units(), 5);
}

TEST(RecordEntry, ACorrectionMayTakeAway) {
  const v1::Contract contract = ContractWith({Payment("p1", 10'000)});
  const auto recorded = Record(contract, Entry("k1", v1::LedgerEntry::CORRECTION, -9'000));
  ASSERT_THAT(recorded, IsOk());
  EXPECT_EQ(recorded->contract.paid().minor_units(), 1'000);
}

TEST(RecordEntry, NothingGoesBackThatWasNotPaid) {
  const v1::Contract contract = ContractWith({Payment("p1", 10'000)});
  EXPECT_THAT(Record(contract, Entry("r1", v1::LedgerEntry::REFUND, 10'000)), IsOk());
  EXPECT_THAT(Record(contract, Entry("r1", v1::LedgerEntry::REFUND, 10'001)), StatusIs(Reason::kRefundOverBalance));
  EXPECT_THAT(Record(contract, Entry("k1", v1::LedgerEntry::CORRECTION, -10'001)),
              StatusIs(Reason::kRefundOverBalance));
}

TEST(RecordEntry, AfterACancellationTheRefundDueFollows) {
  const v1::Contract cancelled = ContractIn(v1::Contract::CANCELLED);
  EXPECT_EQ(Record(cancelled, Entry("r1", v1::LedgerEntry::REFUND, 20'000))->contract.refund_due().minor_units(),
            30'000);
  EXPECT_EQ(Record(cancelled, Entry("c1", v1::LedgerEntry::COST, 60'000))->contract.refund_due().minor_units(), 0);
}

TEST(RecordEntry, RefusesAmountsThatAreNone) {
  const v1::Contract contract = ContractWith({});
  v1::LedgerEntry foreign = Payment("p1", 1);
  foreign.mutable_amount()->set_currency_code("USD");
  EXPECT_THAT(Record(contract, foreign), StatusIs(Reason::kCurrencyMismatch));
  EXPECT_THAT(Record(contract, Payment("p1", 0)), StatusIs(Reason::kAmountOutOfRange));
  EXPECT_THAT(Record(contract, Payment("p1", -1)), StatusIs(Reason::kAmountOutOfRange));
  EXPECT_THAT(Record(contract, Payment("p1", kMaxMinorUnits + 1)), StatusIs(Reason::kAmountOutOfRange));
  const v1::Contract rich = ContractWith({Payment("p1", kMaxMinorUnits)});
  EXPECT_THAT(Record(rich, Payment("p2", 1)), StatusIs(Reason::kAmountOutOfRange));
}

TEST(RecordEntry, AcceptsTimesFromThirtyDaysAgoToAFewMinutesAhead) {
  const auto at = [](absl::Time time) {
    v1::LedgerEntry entry = Payment("p1", 1);
    *entry.mutable_occurred_time() = ToTimestamp(time);
    return Record(ContractWith({}), entry);
  };
  EXPECT_THAT(at(TestNow() - kLatestReport), IsOk());
  EXPECT_THAT(at(TestNow() - kLatestReport - absl::Seconds(1)), StatusIs(Reason::kFieldInvalid));
  EXPECT_THAT(at(TestNow() + kClockSkew), IsOk());
  EXPECT_THAT(at(TestNow() + kClockSkew + absl::Seconds(1)), StatusIs(Reason::kFieldInvalid));
}

TEST(RecordEntry, TheSameExternalIdAndContentIsTheSameEntry) {
  const v1::Contract contract = Record(ContractWith({}), Payment("p1", 500))->contract;
  const auto again = Record(contract, Payment("p1", 500));
  ASSERT_THAT(again, IsOk());
  EXPECT_TRUE(again->known);
  EXPECT_EQ(again->contract.ledger_size(), 1);
}

TEST(RecordEntry, TheSameExternalIdWithOtherContentIsRefused) {
  const v1::Contract contract = Record(ContractWith({}), Payment("p1", 500))->contract;
  v1::LedgerEntry other_time = Payment("p1", 500);
  *other_time.mutable_occurred_time() = ToTimestamp(TestNow() - absl::Hours(1));
  EXPECT_THAT(Record(contract, Payment("p1", 501)), StatusIs(Reason::kPaymentIdReused));
  EXPECT_THAT(Record(contract, Entry("p1", v1::LedgerEntry::REFUND, 500)), StatusIs(Reason::kPaymentIdReused));
  EXPECT_THAT(Record(contract, other_time), StatusIs(Reason::kPaymentIdReused));
}

TEST(RecordEntry, IsForItsDesignerTheSalesHeadAndServices) {
  EXPECT_THAT(Record(ContractWith({}), Payment("p1", 1), Boris()), StatusIs(Reason::kRoleNotAllowed));
  EXPECT_THAT(Record(ContractWith({}), Payment("p1", 1), Head()), IsOk());
  EXPECT_THAT(Record(ContractWith({}), Payment("p1", 1), Bank()), IsOk());
}

TEST(RecordEntry, RefusesALedgerWithoutEnd) {
  std::vector<v1::LedgerEntry> ledger;
  for (int i = 0; i < kMostEntries; ++i) ledger.push_back(Payment(absl::StrCat("p", i), 1));
  EXPECT_THAT(Record(ContractWith(ledger), Payment("more", 1)), StatusIs(Reason::kFieldInvalid));
  EXPECT_TRUE(Record(ContractWith(ledger), Payment("p0", 1))->known);
}

TEST(IsPrepaid, IsNeverTrueOfAnUnknownTotal) {
  v1::Contract contract = ContractWith({Payment("p1", 100'000)});
  contract.clear_total();
  EXPECT_FALSE(IsPrepaid(contract, 0));
}

RC_GTEST_PROP(Ledger, PaidIsTheSumOfItsEntriesAndNeverBelowZero, ()) {
  v1::Contract contract = ContractWith({});
  std::int64_t paid = 0;
  const int attempts = *rc::gen::inRange(0, 30);
  for (int i = 0; i < attempts; ++i) {
    const auto kind = static_cast<v1::LedgerEntry::Kind>(*rc::gen::inRange(1, 6));
    const std::int64_t amount = *rc::gen::inRange<std::int64_t>(-50'000, 100'000);
    const auto recorded = Record(contract, Entry(absl::StrCat("e", i), kind, amount));
    if (!recorded.ok()) continue;
    contract = recorded->contract;
    if (kind == v1::LedgerEntry::PAYMENT || kind == v1::LedgerEntry::CORRECTION) paid += amount;
    if (kind == v1::LedgerEntry::REFUND) paid -= amount;
    RC_ASSERT(contract.paid().minor_units() == paid);
    RC_ASSERT(paid >= 0);
    RC_ASSERT((contract.state() == v1::Contract::PREPAID) == (paid >= 50'000));
  }
}

}  // namespace
}  // namespace zamer::contract
