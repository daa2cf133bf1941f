// The gateway and the lead service are killed, as by crashes, while platforms deliver: what was answered becomes a
// lead, once.
#include <absl/strings/str_cat.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <stdexcept>
#include <string>

#include "services/zamerctl/simulator/draw.h"
#include "tests/support/gateway_process.h"
#include "tests/support/scene.h"
#include "tests/support/temp_dir.h"

namespace zamer::testing {
namespace {

constexpr int kPeople = 120;
constexpr int kOk = 200;

std::string WriteWays(const TempDir& dir) {
  WriteFile(dir.File("ways_in.yaml"),
            "ways_in: [{id: vk, kind: vk, department: d1, channel: vk, group_id: 1, confirmation: code, "
            "secret: correct horse}]\n");
  return dir.File("ways_in.yaml");
}

class WaysInKilledTest : public ::testing::Test {
 protected:
  // As VK does: again and again until it reads OK.
  void Deliver(int person) {
    const std::string body =
        absl::StrCat(R"({"type":"message_new","group_id":1,"secret":"correct horse","event_id":"e-)", person,
                     R"(","object":{"message":{"from_id":)", 1000 + person, R"(,"text":"kitchen"}}})");
    ASSERT_TRUE(Eventually([&] { return IsTaken(body); }));
  }

  bool IsTaken(const std::string& body) const {
    try {
      return gateway_.Ask({.path = "/in/vk", .body = body}).status == kOk;
    } catch (const std::runtime_error&) {
      return false;  // nobody answers
    }
  }

  // How many touches each person's lead has.
  std::map<std::string, int> TouchesByPerson() {
    std::map<std::string, int> touches;
    lead::v1::ListLeadsRequest request;
    request.set_parent(scene_.name());
    request.set_page_size(kPeople * 2);
    const auto page = scene_.head().Call(&LeadApi::ListLeads, request);
    if (!page.ok()) return touches;
    for (const lead::v1::Lead& lead : page->leads()) {
      touches[lead.external_identities(0).external_id()] += lead.touch_count();
    }
    return touches;
  }

  TempDir dir_;
  Cluster cluster_{{.bin_dir = ZAMER_BIN_DIR}};
  Scene scene_{cluster_, "d1"};
  GatewayProcess gateway_{cluster_, ZAMER_BIN_DIR, {"--ways-in-file=" + WriteWays(dir_)}};
};

TEST_F(WaysInKilledTest, WhatWasAnsweredIsALeadOnce) {
  simulator::Draw draw(1, 1);
  for (int person = 0; person < kPeople; ++person) {
    Deliver(person);
    if (draw.Chance(0.2)) Deliver(person);  // the answer got lost on its way
    if (draw.Chance(0.1)) {
      cluster_.Kill9(Service::kLead);
      cluster_.Start(Service::kLead);
    }
    if (draw.Chance(0.1)) {
      gateway_.process().Kill9();
      gateway_.Start();
    }
  }
  cluster_.WaitUntilHealthy(Service::kLead);
  EXPECT_TRUE(Eventually([&] { return TouchesByPerson().size() == kPeople; }, absl::Minutes(1)));
  const auto touches = TouchesByPerson();
  EXPECT_EQ(touches.size(), static_cast<std::size_t>(kPeople));
  for (const auto& [person, count] : touches) EXPECT_EQ(count, 1) << person;
}

}  // namespace
}  // namespace zamer::testing
