#include "services/contract/domain/pricing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/support/status_matchers.h"
#include "tests/unit/contract/domain/builders.h"

namespace zamer::contract {
namespace {

using testing::IsOk;
using testing::StatusIs;

TEST(Price, SubtractsTheLinesDiscountsAndThenTheWholes) {
  v1::Estimate estimate = OfferOf({LineOf(1000, 60'000, 10'000), LineOf(2000, 20'000)}, 9'000);
  ASSERT_THAT(Price(estimate, "RUB"), IsOk());
  EXPECT_EQ(estimate.list_total().minor_units(), 100'000);
  EXPECT_EQ(estimate.total().minor_units(), 81'000);
  EXPECT_EQ(estimate.discount_bps(), 1'900);
  EXPECT_EQ(estimate.lines(0).total().minor_units(), 45'000);
  EXPECT_EQ(estimate.lines(1).total().minor_units(), 36'000);
  EXPECT_EQ(estimate.total().currency_code(), "RUB");
}

TEST(Price, OfGiftsOnlyIsZeroWithoutADiscount) {
  v1::Estimate estimate = OfferOf({LineOf(1000, 0)});
  ASSERT_THAT(Price(estimate, "RUB"), IsOk());
  EXPECT_EQ(estimate.total().minor_units(), 0);
  EXPECT_EQ(estimate.discount_bps(), 0);
}

RC_GTEST_PROP(Price, LinesAlwaysSumToTheTotal, ()) {
  v1::Estimate estimate;
  std::int64_t net = 0;
  const int lines = *rc::gen::inRange(1, 20);
  for (int i = 0; i < lines; ++i) {
    const std::int64_t quantity = *rc::gen::inRange<std::int64_t>(1, 100'000);
    const std::int64_t price = *rc::gen::inRange<std::int64_t>(0, 100'000'000);
    const std::int64_t value = ValueOf(quantity, price, "").value();
    const std::int64_t discount = *rc::gen::inRange<std::int64_t>(0, value + 1);
    *estimate.add_lines() = LineOf(quantity, price, discount);
    net += value - discount;
  }
  *estimate.mutable_discount() = Rub(*rc::gen::inRange<std::int64_t>(0, net + 1));
  RC_ASSERT(Price(estimate, "RUB").ok());

  std::int64_t sum = 0;
  for (const v1::Line& line : estimate.lines()) {
    RC_ASSERT(line.total().minor_units() >= 0);
    sum += line.total().minor_units();
  }
  RC_ASSERT(sum == estimate.total().minor_units());
  RC_ASSERT(sum == net - estimate.discount().minor_units());
  RC_ASSERT(estimate.discount_bps() >= 0 && estimate.discount_bps() <= 10'000);
}

struct BadOffer {
  const char* what;
  v1::Estimate offer;
  Reason reason;
  const char* field;
};

TEST(Price, RefusesAmountsThatMakeNoSenseAndNamesTheField) {
  v1::Estimate foreign_cost = OfferOf({LineOf(1000, 100)});
  *foreign_cost.mutable_lines(0)->mutable_unit_cost() = MakeMoney("USD", 1);
  v1::Estimate foreign_price = OfferOf({LineOf(1000, 100), LineOf(1000, 100)});
  *foreign_price.mutable_lines(1)->mutable_unit_price() = MakeMoney("KZT", 1);
  const BadOffer table[] = {
      {"another currency", foreign_price, Reason::kCurrencyMismatch, "estimate.lines[1].unit_price"},
      {"another currency of the cost", foreign_cost, Reason::kCurrencyMismatch, "estimate.lines[0].unit_cost"},
      {"a negative price", OfferOf({LineOf(1000, -1)}), Reason::kAmountOutOfRange, "estimate.lines[0].unit_price"},
      {"a negative discount", OfferOf({LineOf(1000, 9, -1)}), Reason::kAmountOutOfRange, "estimate.lines[0].discount"},
      {"a discount over the line", OfferOf({LineOf(1000, 9, 10)}), Reason::kAmountOutOfRange,
       "estimate.lines[0].discount"},
      {"a discount over the whole", OfferOf({LineOf(1000, 9, 5)}, 5), Reason::kAmountOutOfRange, "estimate.discount"},
      {"a negative whole discount", OfferOf({LineOf(1000, 9)}, -5), Reason::kAmountOutOfRange, "estimate.discount"},
      {"too much of it", OfferOf({LineOf(1'000'000'000, kMaxMinorUnits)}), Reason::kAmountOutOfRange,
       "estimate.lines[0].quantity_milli"},
      {"too much together", OfferOf({LineOf(1000, kMaxMinorUnits), LineOf(1000, 1)}), Reason::kAmountOutOfRange,
       "estimate.lines"},
  };
  for (const BadOffer& bad : table) {
    v1::Estimate estimate = bad.offer;
    const absl::Status status = Price(estimate, "RUB");
    EXPECT_THAT(status, StatusIs(bad.reason)) << bad.what;
    EXPECT_THAT(MetadataOf(status), ::testing::Contains(::testing::Pair("field", bad.field))) << bad.what;
  }
}

}  // namespace
}  // namespace zamer::contract
