// A network that delivers requests twice, and clients who do not trust an answer.
#include <gtest/gtest.h>

#include "tests/chaos/storm.h"

namespace zamer::testing {
namespace {

class RequestsReplayedTest : public ::testing::Test {
 protected:
  Cluster cluster_{{.bin_dir = ZAMER_BIN_DIR}};
};

TEST_F(RequestsReplayedTest, AreAnsweredAsBeforeAndDoneOnce) {
  simulator::Options options = StormOptions(cluster_);
  options.repeats = 1;
  const simulator::Report report = RunSimulation(options);
  EXPECT_GT(report.counts.repeats, 500);
  EXPECT_EQ(report.counts.differing_repeats, 0);
  ExpectExact(report);
}

TEST_F(RequestsReplayedTest, EvenAcrossARestart) {
  simulator::Options options = StormOptions(cluster_);
  options.repeats = 0.5;
  const simulator::Report report = RunSimulation(options, [&](int moment) {
    if (moment % 8 != 3 || moment / 8 >= static_cast<int>(kServices.size())) return;
    cluster_.Kill9(kServices[static_cast<std::size_t>(moment / 8)]);
    cluster_.Start(kServices[static_cast<std::size_t>(moment / 8)]);
  });
  ExpectExact(report);
}

}  // namespace
}  // namespace zamer::testing
