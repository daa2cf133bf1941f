#include "services/common/log/id.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <type_traits>

namespace zamer::log {
namespace {

using ::testing::MatchesRegex;

static_assert(!std::is_convertible_v<std::string, Id>, "an id is meant, never made by accident");

TEST(Id, ShowsNamesAndIdsAsTheyAre) {
  for (const char* text : {"departments/d1/leads/01aryz6s410000000000000000", "zamer.lead.v1", "1700000000000-0",
                           "a_b:c", "123456789", "1234567890123456"}) {
    EXPECT_EQ(Id(text).shown(), text);
  }
}

TEST(Id, HidesWhatMayBeAboutAPerson) {
  for (const char* text : {"", "Ivan", "Иван", "ivan@example.com", "+79121234567", "79121234567",
                           "departments/d1/leads/89121234567", "phone:9121234567", "8 912 123-45-67"}) {
    EXPECT_THAT(Id(text).shown(), MatchesRegex("#[0-9a-f]{16}")) << text;
  }
  EXPECT_THAT(Id(std::string(257, 'a')).shown(), MatchesRegex("#[0-9a-f]{16}"));
}

TEST(Id, HidesTheSameTextAlikeAndAnotherDifferently) {
  EXPECT_EQ(Id("+79121234567").shown(), Id("+79121234567").shown());
  EXPECT_NE(Id("+79121234567").shown(), Id("+79121234568").shown());
}

}  // namespace
}  // namespace zamer::log
