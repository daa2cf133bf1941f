#include "services/metrics/domain/buckets.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <vector>

namespace zamer::metrics {
namespace {

TEST(BucketOf, IsASecondWideBelowAnHour) {
  EXPECT_EQ(BucketOf(absl::ZeroDuration()), 0);
  EXPECT_EQ(BucketOf(absl::Milliseconds(1999)), 1);
  EXPECT_EQ(BucketOf(absl::Seconds(3599)), 3599);
}

TEST(BucketOf, IsAMinuteWideBelowSixtyDays) {
  EXPECT_EQ(BucketOf(absl::Seconds(3659)), 3600);
  EXPECT_EQ(BucketOf(absl::Seconds(3660)), 3660);
  EXPECT_EQ(BucketOf(absl::Hours(24 * 60) - absl::Seconds(1)), 60 * 86400 - 60);
}

TEST(BucketOf, IsAnHourWideAbove) {
  EXPECT_EQ(BucketOf(absl::Hours(24 * 60)), 60 * 86400);
  EXPECT_EQ(BucketOf(absl::Hours(24 * 60) + absl::Minutes(59)), 60 * 86400);
}

TEST(NumberOf, CountsTheBucketsInOrder) {
  std::int64_t number = 0;
  for (const std::int64_t width : {1, 60, 3600}) {
    const std::int64_t end = width == 1 ? 3600 : width == 60 ? 60 * 86400 : 100 * 86400;
    for (std::int64_t bucket = width == 1 ? 0 : width == 60 ? 3600 : 60 * 86400; bucket < end; bucket += width) {
      ASSERT_EQ(NumberOf(bucket), number);
      ASSERT_EQ(BucketAt(number), bucket);
      ++number;
    }
  }
}

TEST(Quantile, IsAbsentWithoutCases) {
  EXPECT_FALSE(Quantile({}, 500).has_value());
  EXPECT_FALSE(Quantile({{5, 0}}, 500).has_value());
}

TEST(Quantile, IsTheLowerMiddleOfAnEvenNumber) { EXPECT_EQ(Quantile({{1, 1}, {2, 1}}, 500), 1); }

RC_GTEST_PROP(Quantile, IsTheNearestRankOfTheSortedCases, (const std::vector<std::uint16_t>& cases)) {
  RC_PRE(!cases.empty());
  const int per_mille = *rc::gen::inRange(1, 1001);
  Histogram histogram;
  for (const std::uint16_t value : cases) ++histogram[value];
  std::vector<std::uint16_t> sorted = cases;
  std::sort(sorted.begin(), sorted.end());
  const std::size_t rank = (sorted.size() * static_cast<std::size_t>(per_mille) + 999) / 1000;
  RC_ASSERT(Quantile(histogram, per_mille) == sorted[rank - 1]);
  RC_ASSERT(QuantileFromAbove(histogram, per_mille) == sorted[sorted.size() - rank]);
}

TEST(CasesUpTo, CountsTheLimitItself) { EXPECT_EQ(CasesUpTo({{299, 1}, {300, 2}, {301, 4}}, 300), 3); }

}  // namespace
}  // namespace zamer::metrics
