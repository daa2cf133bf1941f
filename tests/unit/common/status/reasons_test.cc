#include "services/common/status/reasons.h"

#include <gtest/gtest.h>

#include <cctype>
#include <set>

namespace zamer {
namespace {

// "LEAD_NOT_FOUND" for "kLeadNotFound".
std::string UpperSnake(std::string_view enumerator) {
  std::string name;
  for (const char c : enumerator.substr(1)) {
    if (std::isupper(c) != 0 && !name.empty()) name += '_';
    name += static_cast<char>(std::toupper(c));
  }
  return name;
}

TEST(Reasons, AreNamedLikeTheirEnumerators){
#define EXPECT_NAME(enumerator, name, code, meaning) EXPECT_EQ(UpperSnake(#enumerator), name);
    ZAMER_REASON_LIST(EXPECT_NAME)
#undef EXPECT_NAME
}

TEST(Reasons, HaveUniqueNamesOfAtMost63Characters) {
  std::set<std::string_view> names;
  for (const ReasonEntry& entry : AllReasons()) {
    EXPECT_TRUE(names.insert(entry.name).second) << entry.name;
    EXPECT_LE(entry.name.size(), 63u) << entry.name;
  }
}

TEST(Reasons, AreFoundByTheirNameAndTellTheirCode) {
  for (const ReasonEntry& entry : AllReasons()) {
    EXPECT_EQ(ParseReason(entry.name), entry.reason) << entry.name;
    EXPECT_EQ(ReasonName(entry.reason), entry.name);
    EXPECT_EQ(ReasonCode(entry.reason), entry.code) << entry.name;
    EXPECT_NE(entry.code, absl::StatusCode::kOk) << entry.name;
  }
}

TEST(Reasons, AreMeantInOneSentence) {
  for (const ReasonEntry& entry : AllReasons()) {
    ASSERT_FALSE(entry.meaning.empty()) << entry.name;
    EXPECT_EQ(ReasonMeaning(entry.reason).back(), '.') << entry.name;
  }
}

TEST(Reasons, DoNotKnowAnUnlistedName) {
  EXPECT_EQ(ParseReason(""), std::nullopt);
  EXPECT_EQ(ParseReason("lead_not_found"), std::nullopt);
}

}  // namespace
}  // namespace zamer
