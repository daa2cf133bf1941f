#include "services/zamerctl/import/mapping_file.h"

#include <absl/strings/str_replace.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "tests/support/status_matchers.h"

namespace zamer::ctl {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using testing::IsOk;

constexpr char kMapping[] = R"(system: other-crm
department: {id: d1, display_name: One, time_zone: Europe/Berlin, currency: EUR}
employees: {roles: [LEAD_MANAGER]}
times:
  minute: "%Y-%m-%dT%H:%M"
  day: {format: "%Y-%m-%d", at: "12:00"}
files:
  deals: {path: deals.csv, delimiter: ";", encoding: windows-1251}
leads:
  file: deals
  id: deal
  person: {any_of: ["{contact}", "deal:{deal}"]}
  time: {column: created, time: minute}
  state: {column: stage, values: {Lost: LOST}, otherwise: NEW}
  owner: owner
  close_time: {column: closed, time: day, not_before: created, not_before_time: minute, wrong: unknown}
  unknown: [phone]
)";

std::string Fault(std::string yaml) {
  const auto mapping = ParseMapping(yaml);
  return mapping.ok() ? std::string("none") : std::string(mapping.status().message());
}

TEST(ReadMapping, UnderstandsEveryPart) {
  const auto mapping = ParseMapping(kMapping);
  ASSERT_THAT(mapping, IsOk());
  const Mapping& m = **mapping;
  EXPECT_EQ(m.system, "other-crm");
  EXPECT_EQ(m.department_id, "d1");
  EXPECT_EQ(m.zone.name(), "Europe/Berlin");
  EXPECT_EQ(m.files.at("deals").delimiter, ';');
  EXPECT_EQ(m.times.at("day").at, absl::Hours(12));
  ASSERT_TRUE(m.leads.has_value());
  EXPECT_EQ(m.leads->fields.at("person").any_of.size(), 2u);
  EXPECT_EQ(m.leads->fields.at("state").otherwise, "NEW");
  EXPECT_EQ(m.leads->fields.at("close_time").time, &m.times.at("day"));
  EXPECT_TRUE(m.leads->fields.at("close_time").wrong_is_unknown);
  EXPECT_TRUE(m.leads->unknown.contains("phone"));
  EXPECT_FALSE(m.contracts.has_value());
}

TEST(ReadMapping, PutsTheCommandLinesDepartmentInPlace) {
  EXPECT_EQ((*ParseMapping(kMapping, "d2"))->department_id, "d2");
}

TEST(ReadMapping, TellsAllFaultsAtOnceWithTheirLines) {
  std::string yaml = absl::StrReplaceAll(kMapping, {{"Europe/Berlin", "Berlin"},
                                                    {"windows-1251", "utf-16"},
                                                    {"time: minute}\n  state", "time: hour}\n  state"},
                                                    {"  id: deal\n", ""},
                                                    {"unknown: [phone]", "unknown: [name]\n  colour: red"}});
  EXPECT_THAT(
      Fault(yaml),
      AllOf(HasSubstr("line 2: department: `time_zone` must be an IANA zone"),
            HasSubstr("line 8: files.deals: `encoding`"), HasSubstr("leads: the key `id` is missing"),
            HasSubstr("line 12: leads.time: `times` has no `hour`"), HasSubstr("`unknown` may name phone and meeting"),
            HasSubstr("line 17: leads.colour: there is no such key")));
}

TEST(ReadMapping, RefusesWhatItCannotMean) {
  const std::pair<const char*, const char*> cases[][2] = {
      {{"file: deals", "file: contacts"}, {"", "there is no file `contacts`"}},
      {{"roles: [LEAD_MANAGER]", "roles: [BOSS]"}, {"", "there is no role BOSS"}},
      {{"employees: {roles: [LEAD_MANAGER]}\n", ""}, {"", "`employees` must give their roles"}},
      {{"{column: created, time: minute}", "created"}, {"", "a time needs its style"}},
      {{"wrong: unknown", "wrong: guess"}, {"", "`wrong` can only be `unknown`"}},
      {{"values: {Lost: LOST}, ", ""}, {"", "`otherwise` needs `values`"}},
      {{"\"deal:{deal}\"", "\"deal:{deal\""}, {"", "a brace is not closed"}},
      {{"at: \"12:00\"", "at: noon"}, {"", "`at` must be a time of day"}},
      {{"delimiter: \";\"", "delimiter: tab"}, {"", "`delimiter` must be one character"}},
      {{"owner: owner", "owner: {constant: a, column: b}"}, {"", "give one of"}},
      {{"owner: owner", "owner: [a]"}, {"", "must be a map"}},
  };
  for (const auto& [change, expected] : cases) {
    const std::string yaml = absl::StrReplaceAll(kMapping, {{change.first, change.second}});
    EXPECT_THAT(Fault(yaml), HasSubstr(expected.second)) << change.second;
  }
}

TEST(ReadMapping, TellsTheLineOfTextThatIsNoYaml) { EXPECT_THAT(Fault("a: [1\nb: 2"), HasSubstr("line ")); }

TEST(ReadMapping, RefusesAnEmptyFile) { EXPECT_THAT(Fault(""), HasSubstr("must be a map")); }

TEST(ReadMapping, UnderstandsTheExampleOfTheDocs) {
  std::ifstream file(std::string(ZAMER_SOURCE_DIR) + "/docs/examples/school_crm.yaml");
  EXPECT_EQ(Fault({std::istreambuf_iterator<char>(file), {}}), "none");
}

}  // namespace
}  // namespace zamer::ctl
