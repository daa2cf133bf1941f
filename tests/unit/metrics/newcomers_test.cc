#include "services/metrics/newcomers.h"

#include <gtest/gtest.h>

#include "tests/support/fakes.h"

namespace zamer::metrics {
namespace {

TEST(Newcomers, AreWaitedForOnlySoLong) {
  zamer::testing::FakeClock clock(zamer::testing::TestNow());
  Newcomers newcomers(clock);
  EXPECT_TRUE(newcomers.WaitFor("d1"));
  clock.Advance(Newcomers::kPatience - absl::Seconds(1));
  EXPECT_TRUE(newcomers.WaitFor("d1"));
  EXPECT_TRUE(newcomers.WaitFor("d2"));
  clock.Advance(absl::Seconds(1));
  EXPECT_FALSE(newcomers.WaitFor("d1"));
  EXPECT_TRUE(newcomers.WaitFor("d2"));
  newcomers.Arrived("d1");
  EXPECT_TRUE(newcomers.WaitFor("d1"));
}

}  // namespace
}  // namespace zamer::metrics
