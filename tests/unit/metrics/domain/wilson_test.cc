#include "services/metrics/domain/wilson.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace zamer::metrics {
namespace {

using ::testing::DoubleNear;

TEST(Wilson, AgreesWithPublishedIntervals) {
  // 12 of 239 leads that were answered within five minutes: 5.0 % [2.9 .. 8.6].
  const ShareInterval interval = Wilson(12, 239).value();
  EXPECT_THAT(interval.lower, DoubleNear(0.0289, 0.0001));
  EXPECT_THAT(interval.upper, DoubleNear(0.0857, 0.0001));
  // Newcombe 1998, table I, method 3: 81/263, 15/148, 0/20, 1/29.
  EXPECT_THAT(Wilson(81, 263)->lower, DoubleNear(0.2553, 0.0001));
  EXPECT_THAT(Wilson(81, 263)->upper, DoubleNear(0.3662, 0.0001));
  EXPECT_THAT(Wilson(15, 148)->lower, DoubleNear(0.0624, 0.0001));
  EXPECT_THAT(Wilson(15, 148)->upper, DoubleNear(0.1605, 0.0001));
  EXPECT_THAT(Wilson(0, 20)->upper, DoubleNear(0.1611, 0.0001));
  EXPECT_THAT(Wilson(1, 29)->lower, DoubleNear(0.0061, 0.0001));
  EXPECT_THAT(Wilson(1, 29)->upper, DoubleNear(0.1718, 0.0001));
}

TEST(Wilson, IsAbsentWhereItDoesNotExist) {
  EXPECT_FALSE(Wilson(0, 0).has_value());
  EXPECT_FALSE(Wilson(3, 2).has_value());
  EXPECT_FALSE(Wilson(-1, 2).has_value());
}

TEST(Wilson, TouchesTheEndsExactly) {
  EXPECT_EQ(Wilson(0, 20)->lower, 0);
  EXPECT_EQ(Wilson(20, 20)->upper, 1);
}

RC_GTEST_PROP(Wilson, HoldsTheShareAndStaysWithinZeroAndOne, ()) {
  const auto cases = *rc::gen::inRange<std::int64_t>(1, 1'000'000'000);
  const auto passed = *rc::gen::inRange<std::int64_t>(0, cases + 1);
  const ShareInterval interval = Wilson(passed, cases).value();
  const double share = static_cast<double>(passed) / static_cast<double>(cases);
  RC_ASSERT(0 <= interval.lower && interval.lower <= share);
  RC_ASSERT(share <= interval.upper && interval.upper <= 1);
}

}  // namespace
}  // namespace zamer::metrics
