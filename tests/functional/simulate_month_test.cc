// A simulated month that is lived through: no lead is lost sight of, and every number is right.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>

#include "services/common/time/file_clock.h"
#include "services/zamerctl/simulator/simulation.h"
#include "tests/support/cluster.h"
#include "tests/support/simulate.h"
#include "tests/support/temp_dir.h"

namespace zamer::testing {
namespace {

using ::testing::IsEmpty;

class SimulateMonthTest : public ::testing::Test {
 protected:
  TempDir dir_;
  std::unique_ptr<FileClock> clock_ = *FileClock::Open(dir_.File("clock"));
  Cluster cluster_{{.bin_dir = ZAMER_BIN_DIR, .flags = {"--clock-file=" + dir_.File("clock"), "--timer-tick=5ms"}}};
};

TEST_F(SimulateMonthTest, WithDropOutsHolidaysNightLeadsAndDuplicatesNoLeadIsLostSightOf) {
  simulator::Options options = OptionsFor(cluster_);
  options.clock = clock_.get();
  options.days = 30;
  options.leads = 150;
  options.seed = 3;
  const simulator::Report report = RunSimulation(options);
  EXPECT_THAT(report.lost_sight, IsEmpty()) << Describe(report);
  EXPECT_TRUE(report.exact()) << Describe(report);
  EXPECT_THAT(report.refusals, IsEmpty()) << Describe(report);
  EXPECT_EQ(report.drop_outs, 4);
  EXPECT_GT(report.leads_looked_at, 10'000);
  for (const auto& [step, count] : report.known) EXPECT_GT(count, 0) << step;
}

}  // namespace
}  // namespace zamer::testing
