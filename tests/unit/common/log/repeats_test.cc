#include "services/common/log/repeats.h"

#include <gtest/gtest.h>

namespace zamer::log {
namespace {

const absl::Time kStart = absl::FromUnixSeconds(1'700'000'000);

TEST(Repeats, HoldBackWhatIsBeyondTheLimitOfASecond) {
  Repeats repeats(2);
  EXPECT_EQ(repeats.Admit(Level::kInfo, "a", kStart), 0);
  EXPECT_EQ(repeats.Admit(Level::kInfo, "a", kStart), 0);
  EXPECT_EQ(repeats.Admit(Level::kInfo, "a", kStart + absl::Milliseconds(999)), std::nullopt);
  EXPECT_EQ(repeats.Admit(Level::kInfo, "b", kStart), 0) << "another message has a limit of its own";
  EXPECT_EQ(repeats.Admit(Level::kError, "a", kStart), 0) << "so has another level";
}

TEST(Repeats, TellInTheNextSecondHowManyWereHeldBack) {
  Repeats repeats(1);
  repeats.Admit(Level::kInfo, "a", kStart);
  for (int i = 0; i < 5; ++i) repeats.Admit(Level::kInfo, "a", kStart);
  EXPECT_EQ(repeats.Admit(Level::kInfo, "a", kStart + absl::Seconds(1)), 5);
  EXPECT_EQ(repeats.Admit(Level::kInfo, "a", kStart + absl::Seconds(2)), 0);
}

TEST(Repeats, TellOnceOfMessagesThatDoNotComeAgain) {
  Repeats repeats(1);
  repeats.Due(kStart);
  for (int i = 0; i < 3; ++i) repeats.Admit(Level::kWarning, "a", kStart);
  EXPECT_TRUE(repeats.Due(kStart + absl::Milliseconds(500)).empty());
  const auto due = repeats.Due(kStart + absl::Seconds(1));
  ASSERT_EQ(due.size(), 1u);
  EXPECT_EQ(due[0].message, "a");
  EXPECT_EQ(due[0].level, Level::kWarning);
  EXPECT_EQ(due[0].count, 2);
  EXPECT_TRUE(repeats.Due(kStart + absl::Seconds(2)).empty());
}

TEST(Repeats, TellEverythingAtTheEnd) {
  Repeats repeats(1);
  for (int i = 0; i < 3; ++i) repeats.Admit(Level::kInfo, "a", kStart);
  ASSERT_EQ(repeats.All().size(), 1u);
  EXPECT_TRUE(repeats.All().empty());
}

TEST(Repeats, DoNotGoSilentWhenTheClockJumpsBack) {
  Repeats repeats(1);
  repeats.Admit(Level::kInfo, "a", kStart);
  EXPECT_EQ(repeats.Admit(Level::kInfo, "a", kStart - absl::Hours(1)), 0);
}

TEST(Repeats, AreUnlimitedForZero) {
  Repeats repeats(0);
  for (int i = 0; i < 1000; ++i) EXPECT_EQ(repeats.Admit(Level::kInfo, "a", kStart), 0);
}

}  // namespace
}  // namespace zamer::log
