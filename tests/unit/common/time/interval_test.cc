#include "services/common/time/interval.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <bitset>

namespace zamer {
namespace {

constexpr int kMinutes = 64;
using Minutes = std::bitset<kMinutes>;

absl::Time Minute(int minute) { return absl::FromUnixSeconds(60 * minute); }
Interval Span(int start, int end) { return {Minute(start), Minute(end)}; }

// The brute-force picture of a set: which minutes are in it.
Minutes MinutesOf(const IntervalSet& set) {
  Minutes minutes;
  for (const Interval& each : set) {
    for (int i = 0; i < kMinutes; ++i) minutes[i] = minutes[i] || (each.start <= Minute(i) && Minute(i) < each.end);
  }
  return minutes;
}

rc::Gen<IntervalSet> AnySet() {
  const auto span = rc::gen::apply(Span, rc::gen::inRange(0, kMinutes), rc::gen::inRange(0, kMinutes));
  return rc::gen::map(rc::gen::container<std::vector<Interval>>(span),
                      [](std::vector<Interval> spans) { return IntervalSet(std::move(spans)); });
}

// Sorted, disjoint, not touching, none empty.
bool IsNormal(const IntervalSet& set) {
  for (auto each = set.begin(); each != set.end(); ++each) {
    if (each->empty() || (each != set.begin() && each->start <= std::prev(each)->end)) return false;
  }
  return true;
}

RC_GTEST_PROP(IntervalSets, CombineLikeSetsOfMinutes, ()) {
  const IntervalSet a = *AnySet(), b = *AnySet();
  RC_ASSERT(MinutesOf(a.Union(b)) == (MinutesOf(a) | MinutesOf(b)));
  RC_ASSERT(MinutesOf(a.Intersect(b)) == (MinutesOf(a) & MinutesOf(b)));
  RC_ASSERT(MinutesOf(a.Subtract(b)) == (MinutesOf(a) & ~MinutesOf(b)));
  RC_ASSERT(IsNormal(a) && IsNormal(a.Union(b)) && IsNormal(a.Intersect(b)) && IsNormal(a.Subtract(b)));
}

RC_GTEST_PROP(IntervalSets, AnswerLikeSetsOfMinutes, ()) {
  const IntervalSet set = *AnySet();
  const int start = *rc::gen::inRange(0, kMinutes), end = *rc::gen::inRange(start, kMinutes);
  const Minutes minutes = MinutesOf(set);
  const Minutes range = MinutesOf(IntervalSet({Span(start, end)}));
  RC_ASSERT(set.Total() == absl::Minutes(static_cast<int>(minutes.count())));
  RC_ASSERT(set.Contains(Minute(start)) == minutes[start]);
  RC_ASSERT(set.Contains(Span(start, end)) == (range & ~minutes).none());
  RC_ASSERT(set.Overlaps(Span(start, end)) == (range & minutes).any());
  RC_ASSERT(MinutesOf(set.Clip(Span(start, end))) == (minutes & range));
}

TEST(Interval, IsHalfOpen) {
  const Interval span = Span(10, 20);
  EXPECT_TRUE(span.Contains(Minute(10)));
  EXPECT_FALSE(span.Contains(Minute(20)));
  EXPECT_FALSE(span.Overlaps(Span(20, 30))) << "touching is free";
  EXPECT_TRUE(span.Overlaps(Span(19, 30)));
}

TEST(Interval, IsEmptyWhenItEndsBeforeItStarts) {
  EXPECT_TRUE(Span(20, 10).empty());
  EXPECT_EQ(Span(20, 10).length(), absl::ZeroDuration());
  EXPECT_FALSE(Span(0, 30).Overlaps(Span(10, 10)));
  EXPECT_TRUE(Span(0, 1).Contains(Span(10, 10)));
}

TEST(IntervalSet, JoinsWhatTouches) {
  EXPECT_THAT(IntervalSet({Span(20, 30), Span(10, 20)}).intervals(), testing::ElementsAre(Span(10, 30)));
}

TEST(IntervalSet, TakesInfiniteIntervals) {
  const IntervalSet always({{absl::InfinitePast(), absl::InfiniteFuture()}});
  EXPECT_EQ(always.Subtract(IntervalSet({Span(10, 20)})).size(), 2u);
  EXPECT_TRUE(always.Contains(Minute(0)));
}

}  // namespace
}  // namespace zamer
