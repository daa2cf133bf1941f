// Everything is stopped and started again: nothing is forgotten, and nothing is counted again.
#include <absl/strings/match.h>
#include <absl/strings/str_cat.h>
#include <absl/strings/str_split.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "tests/support/scene.h"

namespace zamer::testing {
namespace {

using Samples = std::map<std::string, std::string>;

// Of an exposition, by name and labels.
Samples SamplesIn(const std::string& exposition) {
  Samples samples;
  std::istringstream lines(exposition);
  for (std::string line; std::getline(lines, line);) {
    if (line.empty() || line.front() == '#') continue;
    const std::size_t space = line.rfind(' ');
    samples[line.substr(0, space)] = line.substr(space + 1);
  }
  return samples;
}

// The department's own numbers of an exposition; not what tells about the process.
Samples NumbersIn(const std::string& exposition) {
  Samples numbers = SamplesIn(exposition);
  std::erase_if(numbers, [](const auto& sample) {
    const auto has = [&](const char* text) { return absl::StrContains(sample.first, text); };
    // Time that passes by itself is no number of the department.
    return !has("department=") || has("_lag") || has("_age") || has("zamer_month_elapsed");
  });
  return numbers;
}

// Whether each service has applied all that the others have told.
bool AllIsApplied(const Cluster& cluster) {
  std::map<Service, Samples> readers;
  for (const Service service : kServices) readers[service] = SamplesIn(cluster.Exposition(service));
  // Read later: what follows from an event is stored by the commit that applies it.
  std::map<std::string, Samples> logs;
  for (const Service service : kServices) logs[std::string(NameOf(service))] = SamplesIn(cluster.Exposition(service));
  bool told = false;
  for (const auto& [service, samples] : readers) {
    for (const auto& [sample, applied] : samples) {
      if (!absl::StartsWith(sample, "zamer_events_applied_timestamp_seconds{feed=")) continue;
      const std::vector<std::string> parts = absl::StrSplit(sample, '"');
      const std::string newest = absl::StrCat("zamer_event_log_newest_timestamp_seconds{partition=\"", parts[3], "\"}");
      if (logs[parts[1]][newest] != applied) return false;
      told = told || applied != "0";
    }
  }
  return told;
}

// What is there in one and not, or with another value, in the other.
std::vector<std::string> Differences(const Samples& before, const Samples& after) {
  Samples all = before;
  all.insert(after.begin(), after.end());
  const auto value = [](const auto& numbers, const std::string& name) {
    const auto found = numbers.find(name);
    return found == numbers.end() ? "none" : found->second;
  };
  std::vector<std::string> differences;
  for (const auto& [name, _] : all) {
    const std::string was = value(before, name);
    const std::string is = value(after, name);
    if (was != is) differences.push_back(absl::StrCat(name, ": ", was, ", now ", is));
  }
  return differences;
}

class RestartTest : public ::testing::Test {
 protected:
  Cluster cluster_{{.bin_dir = ZAMER_BIN_DIR}};
};

TEST_F(RestartTest, TheNumbersAreTheSameAfterEverythingWasRestarted) {
  Scene scene(cluster_);
  const std::string lead = scene.Enquire("vk-user-1", MinutesAgo(3 * 24 * 60)).name();
  scene.CapturePhone(lead, "8 912 000 00 01", MinutesAgo(3 * 24 * 60 - 5));
  const auto meeting = scene.Book(lead, MinutesAgo(24 * 60), MinutesAgo(2 * 24 * 60));
  scene.Hold(meeting, MinutesAgo(23 * 60));
  scene.Pay(scene.Sign(meeting, 45'000'000, MinutesAgo(22 * 60)), "till-1", 10'000'000);
  const auto before = CountsOf(scene.GetFunnel(metrics::v1::COHORT));
  ASSERT_THAT(before, ::testing::ElementsAre(1, 1, 1, 1, 1, 0));
  ASSERT_TRUE(Eventually([&] { return AllIsApplied(cluster_); }));
  Samples exposed;
  ASSERT_TRUE(Eventually([&] {
    exposed = NumbersIn(cluster_.Exposition(Service::kMetrics));
    return !exposed.empty() && exposed == NumbersIn(cluster_.Exposition(Service::kMetrics));
  }));

  for (const Service service : kServices) cluster_.Stop(service);
  cluster_.redis().Restart();
  for (const Service service : kServices) cluster_.Start(service);
  cluster_.WaitUntilHealthy();

  EXPECT_EQ(CountsOf(scene.GetFunnel(metrics::v1::COHORT)), before);
  EXPECT_EQ(scene.GetLead(lead).state(), lead::v1::Lead::CONTRACT_SIGNED);
  std::vector<std::string> differences;
  Eventually([&] {
    differences = Differences(exposed, NumbersIn(cluster_.Exposition(Service::kMetrics)));
    return differences.empty();
  });
  EXPECT_THAT(differences, ::testing::IsEmpty());
}

TEST_F(RestartTest, AServiceThatIsRestartedWhileOthersWorkCatchesUp) {
  Scene scene(cluster_);
  cluster_.Stop(Service::kMetrics);
  for (int i = 0; i < 20; ++i) scene.Enquire(absl::StrCat("vk-user-", i), MinutesAgo(60 + i));
  cluster_.Start(Service::kMetrics);
  cluster_.WaitUntilHealthy();
  EXPECT_EQ(CountsOf(scene.GetFunnel(metrics::v1::EVENT_DATE)).front(), 20);
}

}  // namespace
}  // namespace zamer::testing
