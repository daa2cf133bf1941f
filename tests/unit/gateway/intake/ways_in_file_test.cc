#include "services/gateway/domain/intake/ways_in_file.h"

#include <absl/strings/str_split.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/support/status_matchers.h"

namespace zamer::gateway::intake {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::IsOk;
using ::testing::Not;
using ::testing::SizeIs;

std::vector<std::string> FaultsOf(const std::string& yaml) {
  const absl::StatusOr<WaysIn> ways = ParseWaysIn(yaml);
  if (ways.ok()) return {};
  return absl::StrSplit(std::string(ways.status().message()), '\n');
}

TEST(WaysInFile, TheExampleOfTheDocumentationIsRight) {
  const auto ways = ReadWaysInFile(std::string(ZAMER_SOURCE_DIR) + "/docs/examples/ways_in.yaml");
  ASSERT_THAT(ways, IsOk());
  ASSERT_THAT(*ways, SizeIs(4));
  EXPECT_EQ(ways->at(0).kind(), v1::WayIn::VK);
  EXPECT_EQ(ways->at(0).name(), "departments/samara/waysIn/vk-shop");
  EXPECT_EQ(ways->at(0).channel_name(), "departments/samara/channels/vk");
  EXPECT_EQ(ways->at(1).kind(), v1::WayIn::INSTAGRAM);
  EXPECT_EQ(ways->at(2).kind(), v1::WayIn::FORM);
  const auto& form = std::get<FormSettings>(ways->at(2).settings);
  EXPECT_THAT(form.origins, ElementsAre("https://kitchens.example", "https://www.kitchens.example"));
  EXPECT_EQ(form.channels_by_source.at("yandex"), "yandex");
  EXPECT_EQ(ways->at(3).kind(), v1::WayIn::PBX);
  EXPECT_EQ(std::get<PbxSettings>(ways->at(3).settings).employees.at("101"), "anna");
}

TEST(WaysInFile, AllFaultsAreToldAtOnceWithTheirLines) {
  const std::vector<std::string> faults = FaultsOf(R"(ways_in:
  - id: VK shop
    kind: vk
    department: d1
    channel: vk
    group_id: many
    confirmation: abc
    secret: short
    sekret: typo
  - id: site
    kind: form
    department: d1
    channel: site
    origins: [kitchens.example]
    per_minute: 0
  - id: site
    kind: pbx
    department: d1
    time_zone: Europe/Nowhere
  - id: other
    kind: telegram
)");
  const std::string all = ::testing::PrintToString(faults);
  for (const char* fault :
       {"line 2: ways_in[0]: `id` must be lower-case", "line 2: ways_in[0]: `group_id`", "`secret` must have at least",
        "line 9: ways_in[0].sekret: there is no such key", "line 10: ways_in[1]: `origins`",
        "line 10: ways_in[1]: `per_minute`", "line 16: ways_in[2]: the key `key` is missing",
        "line 16: ways_in[2]: `time_zone`", "line 16: ways_in[2]: `id` must not be that of another",
        "line 20: ways_in[3]: `kind` must be", "line 20: ways_in[3]: the key `department` is missing"}) {
    EXPECT_THAT(all, HasSubstr(fault));
  }
}

TEST(WaysInFile, NoFaultRepeatsASecret) {
  const auto faults = FaultsOf("ways_in:\n  - {id: x, kind: vk, secret: hunter2, confirmation: [hunter2]}\n");
  EXPECT_THAT(::testing::PrintToString(faults), Not(HasSubstr("hunter2")));
}

TEST(WaysInFile, WhatIsNoYamlIsToldWithItsLine) {
  EXPECT_THAT(FaultsOf("ways_in:\n  - {id: x"), ElementsAre(HasSubstr("line 2")));
  EXPECT_THAT(FaultsOf("ways_in: 5\n"), ElementsAre("line 1: ways_in: must be a list"));
  EXPECT_THAT(FaultsOf(""), Not(ElementsAre()));
}

}  // namespace
}  // namespace zamer::gateway::intake
