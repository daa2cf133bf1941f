// Deliveries at a terminal: what the lead service refused, and the same once more.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "services/common/names/names.h"
#include "tests/support/gateway_process.h"
#include "tests/support/process.h"
#include "tests/support/scene.h"
#include "tests/support/temp_dir.h"

namespace zamer::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kWays[] = R"(ways_in:
  - {id: site, kind: form, department: d1, channel: vk, origins: ["https://kitchens.example"]}
  - {id: pbx, kind: pbx, department: d1, key: a key of the exchange}
)";

class DeliveriesTest : public ::testing::Test {
 protected:
  std::string FileOfWays() {
    WriteFile(folder_.File("ways_in.yaml"), kWays);
    return folder_.File("ways_in.yaml");
  }
  ProcessResult Run(const std::string& what, const std::vector<std::string>& more = {}) {
    std::vector<std::string> args{"deliveries", what, "--gateway-address", gateway_.address(), "--department", "d1"};
    args.insert(args.end(), more.begin(), more.end());
    return RunProcess({.program = std::string(ZAMER_BIN_DIR) + "/zamerctl", .args = args});
  }
  std::string List(const std::vector<std::string>& more = {}) {
    std::vector<std::string> args{"--csv"};
    args.insert(args.end(), more.begin(), more.end());
    const ProcessResult listed = Run("list", args);
    EXPECT_EQ(listed.exit_status, 0) << listed.output;
    return listed.output;
  }
  // A program fills in what people do not see.
  int SendSpam() {
    return gateway_
        .Ask(
            {.path = "/in/site",
             .headers = {{"content-type", "application/x-www-form-urlencoded"}, {"origin", "https://kitchens.example"}},
             .body = "name=Maria&website=x"})
        .status;
  }
  // A call from a number that is none.
  int SendCallFromNowhere() {
    return gateway_
        .Ask({.path = "/in/pbx",
              .headers = {{"content-type", "application/json"}, {"authorization", "Bearer a key of the exchange"}},
              .body = R"({"id": "c-1", "caller": "0000000000", "callee": "600", "answered": true, "duration": 5})"})
        .status;
  }
  static std::string IdOfFirst(const std::string& csv) {
    const std::size_t line = csv.find('\n') + 1;
    return csv.substr(line, csv.find(',', line) - line);
  }
  bool ALeadIsThere() {
    lead::v1::ListLeadsRequest request;
    request.set_parent(scene_.name());
    const auto page = scene_.head().Call(&LeadApi::ListLeads, request);
    return page.ok() && page->leads_size() == 1;
  }

  TempDir folder_;
  Cluster cluster_{{.bin_dir = ZAMER_BIN_DIR}};
  Scene scene_{cluster_, "d1"};
  GatewayProcess gateway_{cluster_, ZAMER_BIN_DIR, {"--ways-in-file=" + FileOfWays()}};
};

TEST_F(DeliveriesTest, WhatWasTakenForSpamIsFoundAndBecomesALeadAfterAll) {
  ASSERT_EQ(SendSpam(), 200);
  const std::string rejected = List();
  EXPECT_THAT(rejected, AllOf(HasSubstr("site,rejected"), HasSubstr("SPAM"), Not(HasSubstr("Maria"))));
  EXPECT_THAT(List({"--state", "delivered"}), Not(HasSubstr("site,")));

  const std::string id = IdOfFirst(rejected);
  const ProcessResult redriven = Run("redrive", {id});
  EXPECT_EQ(redriven.exit_status, 0);
  EXPECT_EQ(redriven.output, "redriven: 1, unchanged: 0\n");
  EXPECT_TRUE(Eventually([&] { return ALeadIsThere(); }));
  EXPECT_TRUE(Eventually([&] { return List({"--state", "delivered"}).find(id) != std::string::npos; }));

  const ProcessResult again = Run("redrive", {id});
  EXPECT_EQ(again.exit_status, 1) << "nothing of it is left to deliver";
  EXPECT_THAT(again.output, HasSubstr("redriven: 0, unchanged: 1"));
}

TEST_F(DeliveriesTest, AllThatAWayInHasRejectedIsDeliveredAgainButNoSpam) {
  ASSERT_EQ(SendSpam(), 200);
  ASSERT_EQ(SendCallFromNowhere(), 200);
  ASSERT_TRUE(Eventually([&] { return List({"--way-in", "pbx"}).find("pbx,rejected") != std::string::npos; }));
  EXPECT_EQ(Run("redrive", {"--way-in", "pbx"}).output, "redriven: 1, unchanged: 0\n");
  EXPECT_EQ(Run("redrive", {"--way-in", "site"}).output, "redriven: 0, unchanged: 0\n");
  EXPECT_NE(Run("redrive").exit_status, 0) << "of which way in?";
}

}  // namespace
}  // namespace zamer::testing
