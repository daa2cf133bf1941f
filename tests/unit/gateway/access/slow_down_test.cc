#include "services/gateway/domain/access/slow_down.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/support/fakes.h"

namespace zamer::gateway::access {
namespace {

using testing::TestNow;

constexpr SlowDown kRule{
    .free = 2, .first_wait = absl::Seconds(1), .longest_wait = absl::Seconds(60), .memory = absl::Minutes(10)};

TEST(SlowDown, DoublesTheWaitWithEachFailureThatIsNotFreeUpToTheLongest) {
  struct Row {
    int failures;
    int wait;
  };
  for (const Row row :
       {Row{0, 0}, {1, 0}, {2, 0}, {3, 1}, {4, 2}, {5, 4}, {8, 32}, {9, 60}, {10, 60}, {1'000'000, 60}}) {
    EXPECT_EQ(WaitFor(kRule, {.count = row.failures, .last = TestNow()}, TestNow()), absl::Seconds(row.wait))
        << row.failures;
  }
}

TEST(SlowDown, CountsTheWaitFromTheLastFailure) {
  const Failures failures{.count = 5, .last = TestNow()};
  EXPECT_EQ(WaitFor(kRule, failures, TestNow() + absl::Seconds(3)), absl::Seconds(1));
  EXPECT_EQ(WaitFor(kRule, failures, TestNow() + absl::Seconds(4)), absl::ZeroDuration());
}

TEST(SlowDown, ForgetsFailuresAWhileAfterTheLast) {
  const Failures failures{.count = 50, .last = TestNow()};
  EXPECT_EQ(WithFailure(kRule, failures, TestNow() + absl::Minutes(10)).count, 1);
  EXPECT_EQ(WithFailure(kRule, failures, TestNow() + absl::Minutes(9)).count, 51);
}

TEST(SlowDown, TakesBackWhatTurnedOutToBeNoFailure) {
  EXPECT_EQ(WithoutFailure({.count = 3, .last = TestNow()}).count, 2);
  EXPECT_EQ(WithoutFailure({}).count, 0);
}

RC_GTEST_PROP(SlowDownOfAnyHistory, NeverWaitsLongerThanTheLongestNorLessThanNothing, ()) {
  const Failures failures{.count = *rc::gen::inRange(0, 2'000'000),
                          .last = TestNow() + absl::Seconds(*rc::gen::inRange(-100'000, 100'000))};
  const absl::Duration wait = WaitFor(kRule, failures, TestNow());
  RC_ASSERT(wait >= absl::ZeroDuration());
  RC_ASSERT(wait <= kRule.longest_wait);
}

// Whoever guesses as fast as he may gets few guesses, whatever the rule allows at first.
TEST(SlowDown, LetsAGuesserTryTwelveTimesAnHourInTheEnd) {
  Failures failures;
  absl::Time now = TestNow();
  int guesses = 0;
  for (; now < TestNow() + absl::Hours(24); ++guesses) {
    now += WaitFor(kPerLogin, failures, now);
    failures = WithFailure(kPerLogin, failures, now);
  }
  EXPECT_LT(guesses, 24 * 12 + 20);
}

}  // namespace
}  // namespace zamer::gateway::access
