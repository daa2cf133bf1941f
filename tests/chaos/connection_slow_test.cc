// Redis answers slowly, or for a while not at all.
#include <gtest/gtest.h>

#include "tests/chaos/storm.h"

namespace zamer::testing {
namespace {

class ConnectionSlowTest : public ::testing::Test {
 protected:
  Cluster cluster_{{.bin_dir = ZAMER_BIN_DIR, .gates = true}};
};

TEST_F(ConnectionSlowTest, DelaysButLosesNothing) {
  const simulator::Report report = RunSimulation(StormOptions(cluster_), [&](int moment) {
    const absl::Duration delay = moment % 10 < 5 ? absl::Milliseconds(15) : absl::ZeroDuration();
    for (const Service service : kServices) cluster_.gate(service).Delay(delay);
  });
  ExpectExact(report);
}

TEST_F(ConnectionSlowTest, AHangingRedisIsWaitedForOnlySoLong) {
  bool frozen = false;
  const simulator::Report report = RunSimulation(StormOptions(cluster_), [&](int moment) {
    if (moment == 2) cluster_.redis().Freeze();
    frozen = frozen || moment == 2;
    if (moment == 60) cluster_.redis().Thaw();  // some three seconds later: longer than a try may take
  });
  EXPECT_TRUE(frozen);
  EXPECT_GT(report.counts.retries, 0);
  ExpectExact(report);
}

}  // namespace
}  // namespace zamer::testing
