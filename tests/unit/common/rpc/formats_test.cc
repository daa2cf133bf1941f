#include "services/common/rpc/formats.h"

#include <gtest/gtest.h>

#include <string>

namespace zamer::rpc {
namespace {

struct Case {
  type::v1::Format format;
  std::string_view pattern;
  std::string_view text;
  bool fits;
};

constexpr std::string_view kLead = "departments/*/leads/*";

const Case kCases[] = {
    {type::v1::RESOURCE_NAME, kLead, "departments/d1/leads/01aryz6s41", true},
    {type::v1::RESOURCE_NAME, kLead, "departments/d1/leads/Pay_ment.7~x", true},
    {type::v1::RESOURCE_NAME, kLead, "departments/D1/leads/l1", false},
    {type::v1::RESOURCE_NAME, kLead, "departments/d1/leads/", false},
    {type::v1::RESOURCE_NAME, kLead, "departments/d1/leads/l1/", false},
    {type::v1::RESOURCE_NAME, kLead, "departments/d1/leads", false},
    {type::v1::RESOURCE_NAME, kLead, "departments//leads/l1", false},
    {type::v1::RESOURCE_NAME, kLead, "departments/d1/meetings/l1", false},
    {type::v1::RESOURCE_NAME, kLead, "departments/d1/leads/..", false},
    {type::v1::RESOURCE_NAME, kLead, "departments/d1/leads/a b", false},
    {type::v1::RESOURCE_NAME, "departments/*", "departments/d1", true},
    {type::v1::RESOURCE_NAME, "departments/*", "departments/d1/leads/l1", false},
    {type::v1::RESOURCE_NAME, "", "services/lead", true},
    {type::v1::RESOURCE_NAME, "", "lead", false},
    {type::v1::RESOURCE_NAME, "", "services//lead", false},
    {type::v1::RESOURCE_ID, "", "d-1", true},
    {type::v1::RESOURCE_ID, "", "-d1", false},
    {type::v1::RESOURCE_ID, "", "D1", false},
    {type::v1::RESOURCE_ID, "", "a23456789012345678901234567890123456789012345678901234567890123", true},
    {type::v1::RESOURCE_ID, "", "a234567890123456789012345678901234567890123456789012345678901234", false},
    {type::v1::TOKEN, "", "4f1c-AB:7", true},
    {type::v1::TOKEN, "", "with space", false},
    {type::v1::TOKEN, "", "\xd0\xb0", false},
    {type::v1::TIME_ZONE, "", "Europe/Moscow", true},
    {type::v1::TIME_ZONE, "", "Europe/Atlantis", false},
    {type::v1::TIME_ZONE, "", "../../etc/passwd", false},
    {type::v1::CURRENCY, "", "RUB", true},
    {type::v1::CURRENCY, "", "rub", false},
    {type::v1::CURRENCY, "", "RUBL", false},
    {type::v1::ETAG, "", "\"3\"", true},
    {type::v1::ETAG, "", "3", false},
    {type::v1::ETAG, "", "\"\"", false},
    {type::v1::ETAG, "", "\"12345678901234567890\"", false},
    {type::v1::PAGE_TOKEN, "", "CAESDA_-==", true},
    {type::v1::PAGE_TOKEN, "", "a/b", false},
    {type::v1::FORMAT_UNSPECIFIED, "", "anything at all", true},
};

TEST(HasFormat, TellsWhatFitsFromWhatDoesNot) {
  for (const Case& c : kCases) EXPECT_EQ(HasFormat(c.format, c.pattern, c.text), c.fits) << c.format << ' ' << c.text;
}

TEST(DepartmentOf, FindsTheDepartmentAlsoInMalformedNames) {
  EXPECT_EQ(DepartmentOf("departments/d1/leads/l1"), "d1");
  EXPECT_EQ(DepartmentOf("departments/d1"), "d1");
  EXPECT_EQ(DepartmentOf("departments//leads/l1"), "");
  EXPECT_EQ(DepartmentOf("departments/"), "");
  EXPECT_EQ(DepartmentOf("services/lead"), std::nullopt);
  EXPECT_EQ(DepartmentOf(""), std::nullopt);
}

TEST(IsUtf8, RefusesWhatNoTextIsWrittenIn) {
  for (const char* good : {"", "abc", "Замер", "\xe2\x82\xac", "\xf0\x9f\x9a\x80", "\xf4\x8f\xbf\xbf"}) {
    EXPECT_TRUE(IsUtf8(good)) << good;
  }
  for (const char* bad : {"\x80", "\xc0\xaf", "\xc2", "\xe0\x80\x80", "\xed\xa0\x80", "\xf0\x80\x80\x80",
                          "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "a\xff"}) {
    EXPECT_FALSE(IsUtf8(bad));
  }
}

}  // namespace
}  // namespace zamer::rpc
