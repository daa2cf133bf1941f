#include "services/contract/domain/money.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <limits>
#include <numeric>

#include "tests/support/status_matchers.h"
#include "tests/unit/contract/domain/builders.h"

namespace zamer::contract {
namespace {

using ::testing::ElementsAre;
using testing::IsOkAndHolds;
using ::testing::Pair;
using testing::StatusIs;

constexpr std::int64_t kHuge = std::numeric_limits<std::int64_t>::max();

std::vector<std::int64_t> AnyWeights() {
  return *rc::gen::container<std::vector<std::int64_t>>(
      rc::gen::oneOf(rc::gen::inRange<std::int64_t>(0, 5), rc::gen::inRange<std::int64_t>(0, kMaxMinorUnits + 1)));
}

std::int64_t SumOf(const std::vector<std::int64_t>& units) {
  return std::accumulate(units.begin(), units.end(), std::int64_t{0});
}

TEST(Money, IsReadInTheAskedCurrencyOnly) {
  EXPECT_THAT(UnitsIn("RUB", Rub(-5), "f"), IsOkAndHolds(-5));
  EXPECT_THAT(UnitsIn("KZT", Rub(5), "f"), StatusIs(Reason::kCurrencyMismatch));
  EXPECT_THAT(UnitsIn("RUB", MakeMoney("", 5), "f"), StatusIs(Reason::kCurrencyMismatch));
}

TEST(Money, UnsetIsZero) { EXPECT_THAT(UnitsIn("RUB", {}, "f"), IsOkAndHolds(0)); }

TEST(Money, BeyondTheLimitIsRefusedRatherThanWrapped) {
  EXPECT_THAT(UnitsIn("RUB", Rub(kMaxMinorUnits), "f"), IsOkAndHolds(kMaxMinorUnits));
  EXPECT_THAT(UnitsIn("RUB", Rub(kHuge), "f"), StatusIs(Reason::kAmountOutOfRange));
  EXPECT_THAT(UnitsIn("RUB", Rub(std::numeric_limits<std::int64_t>::min()), "f"), StatusIs(Reason::kAmountOutOfRange));
  EXPECT_THAT(Add(kMaxMinorUnits, 1, "f"), StatusIs(Reason::kAmountOutOfRange));
  EXPECT_THAT(Add(kHuge, kHuge, "f"), StatusIs(Reason::kAmountOutOfRange));
  EXPECT_THAT(ValueOf(1'000'000'000, kMaxMinorUnits, "f"), StatusIs(Reason::kAmountOutOfRange));
}

TEST(Money, NegativeIsRefusedWhereItMakesNoSense) {
  EXPECT_THAT(PositiveUnitsIn("RUB", Rub(0), "f"), IsOkAndHolds(0));
  EXPECT_THAT(PositiveUnitsIn("RUB", Rub(-1), "f"), StatusIs(Reason::kAmountOutOfRange));
}

TEST(Money, ErrorsNameTheField) {
  const absl::Status status = UnitsIn("RUB", MakeMoney("USD", 1), "estimate.discount").status();
  EXPECT_THAT(MetadataOf(status),
              ElementsAre(Pair("currency", "RUB"), Pair("field", "estimate.discount"), Pair("violations", "1")));
}

TEST(Money, ValueOfThousandthsIsRoundedHalfUp) {
  EXPECT_THAT(ValueOf(1'500, 1'001, "f"), IsOkAndHolds(1'502));  // 1501.5
  EXPECT_THAT(ValueOf(1, 499, "f"), IsOkAndHolds(0));
  EXPECT_THAT(ValueOf(1, 500, "f"), IsOkAndHolds(1));
  EXPECT_THAT(ValueOf(333, 1'000, "f"), IsOkAndHolds(333));
}

TEST(Split, GivesWhatIsLeftToTheLargestRemaindersFirst) {
  EXPECT_THAT(Split(100, {1, 1, 1}), ElementsAre(34, 33, 33));
  EXPECT_THAT(Split(10, {5, 3, 2, 90}), ElementsAre(1, 0, 0, 9));
  EXPECT_THAT(Split(5, {10, 20, 70}), ElementsAre(1, 1, 3));  // 0.5, 1.0, 3.5: the earlier half gets the unit
}

TEST(Split, OfNothingIsNothing) {
  EXPECT_THAT(Split(0, {}), ElementsAre());
  EXPECT_THAT(Split(0, {0, 0}), ElementsAre(0, 0));
}

RC_GTEST_PROP(Split, SharesSumToTheTotalAndNoneIsOverItsWeight, ()) {
  const std::vector<std::int64_t> weights = AnyWeights();
  const std::int64_t total = *rc::gen::inRange<std::int64_t>(0, SumOf(weights) + 1);
  const std::vector<std::int64_t> shares = Split(total, weights);
  RC_ASSERT(SumOf(shares) == total);
  for (std::size_t i = 0; i < weights.size(); ++i) {
    RC_ASSERT(shares[i] >= 0);
    RC_ASSERT(shares[i] <= weights[i]);
  }
}

RC_GTEST_PROP(Split, IsWithinOneUnitOfTheExactShare, ()) {
  const std::vector<std::int64_t> weights = AnyWeights();
  const std::int64_t sum = SumOf(weights);
  RC_PRE(sum > 0);
  const std::int64_t total = *rc::gen::inRange<std::int64_t>(0, sum + 1);
  const std::vector<std::int64_t> shares = Split(total, weights);
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const long double exact = static_cast<long double>(total) * weights[i] / sum;
    RC_ASSERT(static_cast<long double>(shares[i]) > exact - 1.001L);
    RC_ASSERT(static_cast<long double>(shares[i]) < exact + 1.001L);
  }
}

RC_GTEST_PROP(Share, IsTheLeastOneThatIsNotTooLow, ()) {
  const std::int64_t whole = *rc::gen::inRange<std::int64_t>(1, kMaxMinorUnits + 1);
  const std::int64_t part = *rc::gen::inRange<std::int64_t>(0, whole + 1);
  const std::int32_t bps = ShareRoundedUp(part, whole);
  RC_ASSERT(bps >= 0 && bps <= 10'000);
  const auto exceeds = [&](std::int32_t share) {  // whether part is more than this share of whole
    return static_cast<long double>(part) * 10'000 > static_cast<long double>(whole) * share;
  };
  RC_ASSERT(!exceeds(bps));
  RC_ASSERT(bps == 0 || exceeds(bps - 1));
}

RC_GTEST_PROP(Share, LeastReachingReachesAndOneUnitLessDoesNot, ()) {
  const std::int64_t whole = *rc::gen::inRange<std::int64_t>(1, kMaxMinorUnits + 1);
  const std::int32_t bps = *rc::gen::inRange<std::int32_t>(1, 10'001);
  const std::int64_t least = LeastReaching(whole, bps);
  RC_ASSERT(ReachesShare(least, whole, bps));
  RC_ASSERT(!ReachesShare(least - 1, whole, bps));
}

TEST(Share, IsRoundedUpSoThatTheLimitCannotBeSlippedUnder) {
  EXPECT_EQ(ShareRoundedUp(1'000, 10'000), 1'000);
  EXPECT_EQ(ShareRoundedUp(10'001, 100'000), 1'001);
  EXPECT_EQ(ShareRoundedUp(0, 100), 0);
  EXPECT_EQ(ShareRoundedUp(0, 0), 0);
  EXPECT_EQ(ShareRoundedUp(100, 100), 10'000);
}

}  // namespace
}  // namespace zamer::contract
