#include "services/common/time/file_clock.h"

#include <gtest/gtest.h>

#include "services/common/status/errors.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace zamer {
namespace {

using testing::StatusIs;

TEST(FileClock, TellsEveryHolderOfTheFileWhatOneHasSet) {
  const testing::TempDir dir;
  const auto one = FileClock::Open(dir.File("clock"));
  const auto other = FileClock::Open(dir.File("clock"));
  ASSERT_TRUE(one.ok() && other.ok());
  EXPECT_EQ((*other)->Now(), absl::UnixEpoch());
  const absl::Time noon = absl::FromUnixMicros(1'776'686'400'000'001);
  (*one)->Set(noon);
  EXPECT_EQ((*one)->Now(), noon);
  EXPECT_EQ((*other)->Now(), noon);
}

TEST(FileClock, KeepsItsTimeWhileNobodyHoldsIt) {
  const testing::TempDir dir;
  const absl::Time noon = absl::FromUnixSeconds(1'776'686'400);
  {
    (*FileClock::Open(dir.File("clock")))->Set(noon);
  }
  EXPECT_EQ((*FileClock::Open(dir.File("clock")))->Now(), noon);
}

TEST(FileClock, NeedsAFileThatCanBeWritten) {
  const testing::TempDir dir;
  EXPECT_THAT(FileClock::Open(dir.File("no/such/folder")), StatusIs(Reason::kInternal));
}

}  // namespace
}  // namespace zamer
