// Each service is killed, as by a crash, at random moments while clients are on their way through the department.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/zamerctl/simulator/draw.h"
#include "tests/chaos/storm.h"

namespace zamer::testing {
namespace {

class ServiceKilledTest : public ::testing::TestWithParam<Service> {
 protected:
  Cluster cluster_{{.bin_dir = ZAMER_BIN_DIR}};
};

TEST_P(ServiceKilledTest, LosesNothingAndDoesNothingTwice) {
  simulator::Draw draw(1, static_cast<std::uint64_t>(GetParam()));
  simulator::Options options = StormOptions(cluster_);
  options.leads = 500;  // so that clients are on their way at every kill
  int kills = 0;
  const simulator::Report report = RunSimulation(options, [&](int) {
    if (kills == kMostFaults || !draw.Chance(0.3)) return;
    cluster_.Kill9(GetParam());
    cluster_.Start(GetParam());
    ++kills;
  });
  EXPECT_EQ(kills, kMostFaults);
  ExpectExact(report);
}

INSTANTIATE_TEST_SUITE_P(OfEach, ServiceKilledTest, ::testing::ValuesIn(kServices),
                         [](const auto& service) { return std::string(NameOf(service.param)); });

}  // namespace
}  // namespace zamer::testing
