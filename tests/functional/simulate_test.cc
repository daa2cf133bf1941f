// A simulated day: what its people were told is what metrics has counted.
#include "tests/support/simulate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/common/time/clock.h"
#include "services/zamerctl/simulator/simulation.h"
#include "tests/support/cluster.h"
#include "tests/support/loop.h"

namespace zamer::testing {
namespace {

using ::testing::IsEmpty;

class SimulateTest : public ::testing::Test {
 protected:
  Cluster cluster_{{.bin_dir = ZAMER_BIN_DIR}};
};

TEST_F(SimulateTest, EverythingAcknowledgedIsCountedExactly) {
  simulator::Options options = OptionsFor(cluster_);
  options.leads = 300;
  options.seed = 7;
  const simulator::Report report = RunSimulation(options);
  EXPECT_TRUE(report.exact()) << Describe(report);
  EXPECT_THAT(report.refusals, IsEmpty()) << Describe(report);
  for (const auto& [step, count] : report.known) EXPECT_GT(count, 0) << step;
}

TEST_F(SimulateTest, ASecondRunInTheSameDepartmentIsExactToo) {
  simulator::Options options = OptionsFor(cluster_);
  options.leads = 60;
  ASSERT_TRUE(RunSimulation(options).exact());
  const simulator::Report second = RunSimulation(options);
  EXPECT_TRUE(second.exact()) << Describe(second);
}

TEST_F(SimulateTest, ALimitedRunEndsInTimeAndIsExactToo) {
  simulator::Options options = OptionsFor(cluster_);
  options.speed = 3'600;
  options.duration = absl::Seconds(2);
  const simulator::Report report = RunSimulation(options);
  EXPECT_TRUE(report.exact()) << Describe(report);
  EXPECT_LT(report.took, absl::Seconds(20));
}

}  // namespace
}  // namespace zamer::testing
