#include "services/contract/domain/import.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/contract/domain/occurred.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/contract/domain/builders.h"

namespace zamer::contract {
namespace {

using testing::IsOk;
using testing::StatusIs;

v1::ImportedContract Row() {
  v1::ImportedContract row;
  row.set_row_id("77");
  row.set_lead(kLead);
  row.set_designer(Anna().name);
  return row;
}

absl::StatusOr<v1::Contract> Import(const v1::ImportedContract& row) {
  const Actor operator_{.name = "services/zamerctl"};
  return ImportContract(row, kContract, Terms(), operator_, TestNow());
}

TEST(ImportContract, LeavesUnknownWhatHistoryDoesNotKnow) {
  v1::ImportedContract row = Row();
  *row.add_ledger() = Payment("p1", 5'000);
  const auto contract = Import(row);
  ASSERT_THAT(contract, IsOk());
  EXPECT_TRUE(contract->imported());
  EXPECT_FALSE(contract->has_sign_time());
  EXPECT_FALSE(contract->has_total());
  EXPECT_FALSE(contract->has_list_total());
  EXPECT_FALSE(contract->has_first_touch());
  EXPECT_EQ(contract->meeting(), "");
  EXPECT_FALSE(contract->ledger(0).has_occurred_time());
  EXPECT_EQ(contract->state(), v1::Contract::PARTLY_PREPAID);
}

TEST(ImportContract, KeepsWhatHistoryKnows) {
  v1::ImportedContract row = Row();
  *row.mutable_sign_time() = ToTimestamp(TestNow() - absl::Hours(9000));
  *row.mutable_total() = Rub(10'000);
  v1::LedgerEntry paid = Payment("p1", 5'000);
  *paid.mutable_occurred_time() = ToTimestamp(TestNow() - absl::Hours(8000));
  *row.add_ledger() = paid;
  const auto contract = Import(row);
  ASSERT_THAT(contract, IsOk());
  EXPECT_EQ(contract->state(), v1::Contract::PREPAID);
  EXPECT_EQ(FromTimestamp(contract->sign_time()), TestNow() - absl::Hours(9000));
  EXPECT_EQ(FromTimestamp(contract->ledger(0).occurred_time()), TestNow() - absl::Hours(8000));
  EXPECT_EQ(contract->designer(), Anna().name);
  EXPECT_EQ(contract->total().minor_units(), 10'000);
}

TEST(ImportContract, TakesARefundBeforeItsPayment) {
  v1::ImportedContract row = Row();
  *row.add_ledger() = Entry("r1", v1::LedgerEntry::REFUND, 5);
  *row.add_ledger() = Payment("p1", 5);
  EXPECT_THAT(Import(row), IsOk());
}

TEST(ImportContract, TakesAnEntryThatComesTwiceOnce) {
  v1::ImportedContract row = Row();
  *row.add_ledger() = Payment("p1", 5);
  *row.add_ledger() = Payment("p1", 5);
  EXPECT_EQ(Import(row)->ledger_size(), 1);
}

TEST(ImportContract, RefusesWithTheFieldAndTheReason) {
  struct Bad {
    const char* what;
    std::function<void(v1::ImportedContract&)> spoil;
    Reason reason;
    const char* field;
  };
  const Bad table[] = {
      {"lead of another department", [](auto& row) { row.set_lead("departments/d2/leads/l1"); }, Reason::kFieldInvalid,
       "lead"},
      {"designer of another department", [](auto& row) { row.set_designer("departments/d2/employees/e"); },
       Reason::kFieldInvalid, "designer"},
      {"signed tomorrow",
       [](auto& row) { *row.mutable_sign_time() = ToTimestamp(TestNow() + kClockSkew + absl::Seconds(1)); },
       Reason::kFieldInvalid, "sign_time"},
      {"total in another currency", [](auto& row) { *row.mutable_total() = MakeMoney("USD", 1); },
       Reason::kCurrencyMismatch, "total"},
      {"negative total", [](auto& row) { *row.mutable_total() = Rub(-1); }, Reason::kAmountOutOfRange, "total"},
      {"paid tomorrow",
       [](auto& row) {
         *row.add_ledger() = Payment("p1", 1);
         *row.mutable_ledger(0)->mutable_occurred_time() = ToTimestamp(TestNow() + absl::Hours(24));
       },
       Reason::kFieldInvalid, "ledger[0].occurred_time"},
      {"payment of nothing", [](auto& row) { *row.add_ledger() = Payment("p1", 0); }, Reason::kAmountOutOfRange,
       "ledger[0].amount"},
      {"one id, two payments",
       [](auto& row) {
         *row.add_ledger() = Payment("p1", 1);
         *row.add_ledger() = Payment("p1", 2);
       },
       Reason::kPaymentIdReused, "ledger[1].external_id"},
      {"more refunded than paid", [](auto& row) { *row.add_ledger() = Entry("r1", v1::LedgerEntry::REFUND, 1); },
       Reason::kRefundOverBalance, "ledger"},
  };
  for (const Bad& bad : table) {
    v1::ImportedContract row = Row();
    bad.spoil(row);
    const absl::Status status = Import(row).status();
    EXPECT_THAT(status, StatusIs(bad.reason)) << bad.what;
    EXPECT_THAT(MetadataOf(status), ::testing::Contains(::testing::Pair("field", bad.field))) << bad.what;
  }
}

}  // namespace
}  // namespace zamer::contract
