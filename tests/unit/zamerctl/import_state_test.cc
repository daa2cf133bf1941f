#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "services/zamerctl/import/lanes.h"
#include "services/zamerctl/import/state_file.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace zamer::ctl {
namespace {

using testing::IsOk;
using testing::StatusIs;

Outcome SomeOutcome() {
  Outcome outcome;
  outcome.counts.created = 3;
  outcome.counts.rejected = 1;
  outcome.leads = {{"16", "iabc"}};
  outcome.faults = {
      {.phase = Phase::kInteractions, .line = 7, .fault = {"person_id", "LEAD_NOT_FOUND", "Line 1\n\tof 2"}}};
  return outcome;
}

std::unique_ptr<StateFile> Open(const std::string& path, const std::string& run_id = "run1") {
  return StateFile::Open(path, "fingerprint", run_id).value();
}

TEST(RememberAnImport, KnowsItsBatchesAgain) {
  const testing::TempDir dir;
  ASSERT_THAT(Open(dir.File("state"))->Acknowledge("leads/0/0", SomeOutcome()), IsOk());
  const auto state = Open(dir.File("state"), "run2");
  EXPECT_EQ(state->run_id(), "run1");
  const Outcome* const known = state->Find("leads/0/0");
  ASSERT_NE(known, nullptr);
  EXPECT_EQ(known->counts.created, 3);
  EXPECT_EQ(known->faults[0].fault, SomeOutcome().faults[0].fault);
  EXPECT_EQ(known->faults[0].line, 7);
  EXPECT_EQ(state->LeadOf("16"), "iabc");
  EXPECT_EQ(state->Find("leads/0/1"), nullptr);
}

TEST(RememberAnImport, DropsWhatAKillToreOffAtAnyByte) {
  const testing::TempDir dir;
  const auto whole = Open(dir.File("state"));
  ASSERT_THAT(whole->Acknowledge("leads/0/0", SomeOutcome()), IsOk());
  const std::uintmax_t first = std::filesystem::file_size(dir.File("state"));
  ASSERT_THAT(whole->Acknowledge("leads/0/1", SomeOutcome()), IsOk());
  const std::uintmax_t both = std::filesystem::file_size(dir.File("state"));
  for (std::uintmax_t size = first; size < both; ++size) {
    std::filesystem::copy_file(dir.File("state"), dir.File("torn"), std::filesystem::copy_options::overwrite_existing);
    std::filesystem::resize_file(dir.File("torn"), size);
    {
      const auto torn = Open(dir.File("torn"));
      EXPECT_NE(torn->Find("leads/0/0"), nullptr);
      EXPECT_EQ(torn->Find("leads/0/1"), nullptr) << size;
      ASSERT_THAT(torn->Acknowledge("leads/0/2", SomeOutcome()), IsOk());
    }
    const auto again = Open(dir.File("torn"));
    ASSERT_NE(again->Find("leads/0/2"), nullptr) << size;
    EXPECT_EQ(again->Find("leads/0/2")->faults.size(), 1u) << "nothing of the torn batch clings to the next";
  }
}

TEST(RememberAnImport, RefusesAStateOfOtherData) {
  const testing::TempDir dir;
  Open(dir.File("state"));
  EXPECT_THAT(StateFile::Open(dir.File("state"), "other", "run2").status(),
              StatusIs(absl::StatusCode::kFailedPrecondition));
}

TEST(RememberAnImport, KeepsNothingOnDiskWithoutAPath) {
  const auto state = Open("");
  ASSERT_THAT(state->Acknowledge("leads/0/0", SomeOutcome()), IsOk());
  EXPECT_NE(state->Find("leads/0/0"), nullptr);
}

TEST(WorkInLanes, DoesEachLanesJobsInOrder) {
  std::vector<std::vector<int>> done(3);
  Lanes lanes(3);
  for (int i = 0; i < 300; ++i) {
    const auto lane = static_cast<std::size_t>(i % 3);
    ASSERT_THAT(lanes.Push(lane,
                           [&, lane, i] {
                             done[lane].push_back(i);
                             return absl::OkStatus();
                           }),
                IsOk());
  }
  ASSERT_THAT(lanes.Drain(), IsOk());
  for (const std::vector<int>& lane : done) {
    EXPECT_EQ(lane.size(), 100u);
    EXPECT_TRUE(std::ranges::is_sorted(lane));
  }
}

TEST(WorkInLanes, BeginsNothingMoreAfterTheFirstError) {
  std::atomic<int> begun = 0;
  Lanes lanes(1);
  ASSERT_THAT(lanes.Push(0,
                         [&] {
                           ++begun;
                           return absl::InternalError("broken");
                         }),
              IsOk());
  EXPECT_THAT(lanes.Drain(), StatusIs(absl::StatusCode::kInternal));
  EXPECT_THAT(lanes.Push(0,
                         [&] {
                           ++begun;
                           return absl::OkStatus();
                         }),
              StatusIs(absl::StatusCode::kInternal));
  EXPECT_THAT(lanes.Drain(), StatusIs(absl::StatusCode::kInternal));
  EXPECT_EQ(begun, 1);
}

}  // namespace
}  // namespace zamer::ctl
