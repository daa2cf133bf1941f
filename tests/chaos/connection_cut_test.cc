// The connection to Redis breaks in the middle of replies: the service cannot know what was done.
#include <gtest/gtest.h>

#include "services/zamerctl/simulator/draw.h"
#include "tests/chaos/storm.h"

namespace zamer::testing {
namespace {

class ConnectionCutTest : public ::testing::Test {
 protected:
  Cluster cluster_{{.bin_dir = ZAMER_BIN_DIR, .gates = true}};
};

TEST_F(ConnectionCutTest, InTheMiddleOfRepliesLosesNothingAndDoesNothingTwice) {
  simulator::Draw draw(3, 0);
  int cuts = 0;
  const simulator::Report report = RunSimulation(StormOptions(cluster_), [&](int) {
    TcpGate& gate = cluster_.gate(kServices[draw.Below(kServices.size())]);
    gate.Heal();
    if (cuts == 5 * kMostFaults || !draw.Chance(0.3)) return;
    gate.CutRepliesAfter(draw.Below(2'000));
    ++cuts;
    // It stays cut until its turn comes again, or the last one is healed.
    if (cuts == 5 * kMostFaults) {
      for (const Service service : kServices) cluster_.gate(service).Heal();
    }
  });
  EXPECT_GT(cuts, 0);
  EXPECT_GT(report.counts.retries, 0);
  ExpectExact(report);
}

TEST_F(ConnectionCutTest, WhileItIsRefusedNothingIsDoneAndAfterwardsEverything) {
  int turn = 0;
  const simulator::Report report = RunSimulation(StormOptions(cluster_), [&](int) {
    const std::size_t step = static_cast<std::size_t>(turn++);
    if (step >= 2 * kServices.size()) return;
    TcpGate& gate = cluster_.gate(kServices[step / 2]);
    step % 2 == 0 ? gate.Refuse() : gate.Heal();
  });
  ExpectExact(report);
}

}  // namespace
}  // namespace zamer::testing
