// Redis is killed, as by a crash, and started again from its append-only file.
#include <gtest/gtest.h>

#include "services/zamerctl/simulator/draw.h"
#include "tests/chaos/storm.h"

namespace zamer::testing {
namespace {

class RedisKilledTest : public ::testing::Test {
 protected:
  Cluster cluster_{{.bin_dir = ZAMER_BIN_DIR}};
};

TEST_F(RedisKilledTest, LosesNothingAcknowledged) {
  simulator::Draw draw(2, 0);
  simulator::Options options = StormOptions(cluster_);
  options.leads = 500;  // so that calls are under way at every kill
  int kills = 0;
  const simulator::Report report = RunSimulation(options, [&](int) {
    if (kills == kMostFaults || !draw.Chance(0.3)) return;
    cluster_.redis().Kill9();
    cluster_.redis().Start();
    ++kills;
  });
  EXPECT_EQ(kills, kMostFaults);
  EXPECT_GT(report.counts.retries, 0);
  ExpectExact(report);
}

TEST_F(RedisKilledTest, TheServicesSayThatTheyCannotWorkAndRecoverByThemselves) {
  cluster_.redis().Kill9();
  for (const Service service : kServices) {
    EXPECT_TRUE(Eventually([&] { return !cluster_.IsHealthy(service); })) << NameOf(service);
  }
  cluster_.redis().Start();
  cluster_.WaitUntilHealthy();
  const simulator::Report report = RunSimulation(StormOptions(cluster_));
  ExpectExact(report);
}

}  // namespace
}  // namespace zamer::testing
