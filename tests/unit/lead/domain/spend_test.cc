#include "services/lead/domain/spend.h"

#include <gtest/gtest.h>

#include "tests/support/status_matchers.h"

namespace zamer::lead {
namespace {

using testing::IsOk;
using testing::StatusIs;

v1::Spend SpendOf(std::int64_t minor_units, int day = 1) {
  v1::Spend spend;
  spend.mutable_date()->set_year(2026);
  spend.mutable_date()->set_month(3);
  spend.mutable_date()->set_day(day);
  spend.set_channel("departments/d1/channels/vk");
  spend.mutable_amount()->set_currency_code("RUB");
  spend.mutable_amount()->set_minor_units(minor_units);
  return spend;
}

absl::Status Check(const std::vector<v1::Spend>& spends) {
  v1::RecordSpendRequest request;
  request.set_parent("departments/d1");
  for (const v1::Spend& spend : spends) *request.add_spends() = spend;
  return CheckSpends(request, "RUB");
}

TEST(RecordSpend, TellsWhatWasRecordedBefore) {
  v1::SpendDay day;
  v1::SpendRecorded fact;
  ASSERT_TRUE(RecordSpend(day, SpendOf(100), fact));
  EXPECT_FALSE(fact.has_previous_amount());
  v1::SpendRecorded second;
  ASSERT_TRUE(RecordSpend(day, SpendOf(250), second));
  EXPECT_EQ(second.previous_amount().minor_units(), 100);
  EXPECT_EQ(second.amount().minor_units(), 250);
  EXPECT_EQ(day.entries_size(), 1);
}

TEST(RecordSpend, ChangesNothingForTheSameAmount) {
  v1::SpendDay day;
  v1::SpendRecorded fact;
  RecordSpend(day, SpendOf(100), fact);
  EXPECT_FALSE(RecordSpend(day, SpendOf(100), fact));
  v1::Spend clicks = SpendOf(100);
  clicks.set_clicks(7);
  EXPECT_TRUE(RecordSpend(day, clicks, fact));
}

TEST(RecordSpend, KeepsCampaignsApart) {
  v1::SpendDay day;
  v1::SpendRecorded fact;
  v1::Spend other = SpendOf(100);
  other.set_campaign("spring");
  EXPECT_TRUE(RecordSpend(day, SpendOf(100), fact));
  EXPECT_TRUE(RecordSpend(day, other, fact));
  EXPECT_EQ(day.entries_size(), 2);
}

TEST(CheckSpends, RefusesWhatCannotBe) {
  EXPECT_THAT(Check({SpendOf(0), SpendOf(5, 2)}), IsOk());
  EXPECT_THAT(Check({SpendOf(1), SpendOf(2)}), StatusIs(Reason::kFieldInvalid)) << "the same key twice";
  EXPECT_THAT(Check({SpendOf(1, 32)}), StatusIs(Reason::kFieldInvalid));
  EXPECT_THAT(Check({SpendOf(-1)}), StatusIs(Reason::kAmountOutOfRange));
  v1::Spend euros = SpendOf(1);
  euros.mutable_amount()->set_currency_code("EUR");
  EXPECT_THAT(Check({euros}), StatusIs(Reason::kCurrencyMismatch));
  v1::Spend foreign = SpendOf(1);
  foreign.set_channel("departments/d2/channels/vk");
  EXPECT_THAT(Check({foreign}), StatusIs(Reason::kFieldInvalid));
}

}  // namespace
}  // namespace zamer::lead
