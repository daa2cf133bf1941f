#include "services/common/time/ids.h"

#include <gtest/gtest.h>

#include <set>

#include "services/common/time/manual_clock.h"

namespace zamer {
namespace {

// Every byte the same.
UlidSource::RandomFill Bytes(std::uint8_t value) {
  return [value](std::span<std::uint8_t> bytes) { std::ranges::fill(bytes, value); };
}

TEST(UlidSource, WritesTimeAndRandomBitsInLowerCaseBase32) {
  // The example of the ULID specification: 1469918176385 ms is 01ARYZ6S41.
  ManualClock clock(absl::FromUnixMillis(1469918176385));
  EXPECT_EQ(UlidSource(clock, Bytes(0)).NextId(), "01aryz6s410000000000000000");
  EXPECT_EQ(UlidSource(clock, Bytes(0xff)).NextId(), "01aryz6s41fzzzzzzzzzzzzzzz");
}

TEST(UlidSource, IncreasesWithinAMillisecond) {
  ManualClock clock(absl::FromUnixMillis(1469918176385));
  UlidSource source(clock, Bytes(0x00));
  std::string last = source.NextId();
  for (int i = 0; i < 100'000; ++i) {
    std::string next = source.NextId();
    ASSERT_LT(last, next);
    last = std::move(next);
  }
}

TEST(UlidSource, CarriesIntoTheNextByte) {
  ManualClock clock(absl::FromUnixMillis(1));
  UlidSource source(clock, [](std::span<std::uint8_t> bytes) {
    std::ranges::fill(bytes, std::uint8_t{0});
    bytes.back() = 0xff;
  });
  source.NextId();
  EXPECT_EQ(source.NextId(), "00000000010000000000000080");
}

TEST(UlidSource, SortsByTime) {
  ManualClock clock(absl::FromUnixMillis(1'700'000'000'000));
  UlidSource source(clock);
  std::string last = source.NextId();
  for (int i = 0; i < 1000; ++i) {
    clock.Advance(absl::Milliseconds(1));
    std::string next = source.NextId();
    ASSERT_LT(last, next);
    last = std::move(next);
  }
}

TEST(UlidSource, KeepsIncreasingWhenTheClockJumpsBack) {
  ManualClock clock(absl::FromUnixMillis(1'700'000'000'000));
  UlidSource source(clock);
  const std::string before = source.NextId();
  clock.Advance(-absl::Hours(1));
  EXPECT_GT(source.NextId(), before);
}

TEST(UlidSource, GivesDifferentIdsToTwoSourcesAtOneTime) {
  ManualClock clock(absl::FromUnixMillis(1'700'000'000'000));
  std::set<std::string> ids;
  for (int i = 0; i < 1000; ++i) ids.insert(UlidSource(clock).NextId());
  EXPECT_EQ(ids.size(), 1000u);
}

TEST(UlidSource, KeepsItsShapeOutsideItsTimeRange) {
  ManualClock clock(absl::FromUnixSeconds(-1000));
  EXPECT_EQ(UlidSource(clock, Bytes(0)).NextId().size(), 26u);
}

TEST(SystemClock, GoesOn) {
  const SystemClock clock;
  const absl::Time before = clock.Now();
  EXPECT_LE(before, clock.Now());
  EXPECT_GT(before, absl::UnixEpoch());
}

}  // namespace
}  // namespace zamer
