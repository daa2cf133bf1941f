// Numbers at a terminal: what zamerctl prints of a played day.
#include <absl/strings/str_cat.h>
#include <absl/strings/str_split.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "services/common/time/timestamps.h"
#include "services/common/time/zone.h"
#include "tests/support/process.h"
#include "tests/support/simulate.h"

namespace zamer::testing {
namespace {

using ::testing::HasSubstr;

class NumbersTest : public ::testing::Test {
 protected:
  ProcessResult Run(std::vector<std::string> args) {
    args.insert(args.begin() + (args.front() == "target" ? 2 : 1), {"--department", "sim"});
    args.insert(args.end(), {"--metrics-address", cluster_.Address(Service::kMetrics)});
    return RunProcess({.program = std::string(ZAMER_BIN_DIR) + "/zamerctl", .args = std::move(args)});
  }
  // The lines that it prints, without the heading.
  std::vector<std::string> Lines(const std::vector<std::string>& args) {
    const ProcessResult result = Run(args);
    EXPECT_EQ(result.exit_status, 0) << result.output;
    std::vector<std::string> lines = absl::StrSplit(result.output, '\n', absl::SkipEmpty());
    if (!lines.empty()) lines.erase(lines.begin());
    return lines;
  }
  static std::vector<std::string> Fields(const std::string& line) { return absl::StrSplit(line, ','); }

  Cluster cluster_{{.bin_dir = ZAMER_BIN_DIR}};
};

TEST_F(NumbersTest, CasesAddUpToTheNumberAndTargetsStandBesideTheirFacts) {
  simulator::Options options = OptionsFor(cluster_);
  options.leads = 60;
  ASSERT_TRUE(RunSimulation(options).exact());
  const auto day = [](absl::Duration from_now) {
    return FormatDay(DayOf(absl::Now() + from_now, absl::UTCTimeZone()));
  };
  const std::vector<std::string> period = {"--from", day(absl::Hours(-24 * 60)), "--to", day(absl::Hours(24)), "--csv"};
  const auto with = [&](std::vector<std::string> args) {
    args.insert(args.end(), period.begin(), period.end());
    return args;
  };

  const std::vector<std::string> leads = Lines(with({"kpis", "--kpi", "leads"}));
  ASSERT_EQ(leads.size(), 1U);
  EXPECT_EQ(Fields(leads.front())[1], absl::StrCat(Lines(with({"cases", "--kpi", "leads"})).size()));
  EXPECT_NE(Run(with({"cases", "--kpi", "happiness"})).exit_status, 0);

  EXPECT_EQ(Run({"target", "set", "--month", "2024-02", "--kpi", "revenue_net", "--amount", "1500.50"}).output,
            "2024-02-revenue-net\n");
  EXPECT_EQ(Run({"target", "set", "--month", "2024-02", "--kpi", "phone_rate", "--percent", "62.5"}).exit_status, 0);
  EXPECT_THAT(Run({"target", "set", "--month", "2024-02", "--kpi", "contracts", "--count", "3", "--person",
                   "designer=designer-1"})
                  .output,
              HasSubstr("2024-02-contracts-"));
  const std::vector<std::string> targets = Lines({"target", "list", "--month", "2024-02", "--csv"});
  ASSERT_EQ(targets.size(), 3U);
  EXPECT_THAT(targets[0], HasSubstr(",contracts,designer-1,3,0,3.0,0.0,3.0,-"));
  EXPECT_THAT(targets[1], HasSubstr("2024-02-phone-rate,phone_rate,(none),62.50 %,-"));
  EXPECT_THAT(targets[2], HasSubstr("2024-02-revenue-net,revenue_net,(none),1500.50,0.00,1500.50,0.00,1500.50,-"));
  EXPECT_EQ(Run({"target", "delete", "2024-02-revenue-net"}).exit_status, 0);
  EXPECT_NE(Run({"target", "delete", "2024-02-revenue-net"}).exit_status, 0);
  EXPECT_EQ(Lines({"target", "list", "--month", "2024-02", "--csv"}).size(), 2U);
}

}  // namespace
}  // namespace zamer::testing
