#include "services/gateway/domain/access/credentials.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>

#include "tests/support/status_matchers.h"

namespace zamer::gateway::access {
namespace {

using testing::IsOk;
using testing::StatusIs;

std::string Repeated(std::string_view text, int times) {
  std::string repeated;
  for (int i = 0; i < times; ++i) repeated += text;
  return repeated;
}

TEST(FoldLogin, TakesSpacesAwayAndUpperCaseLatinAndCyrillic) {
  EXPECT_EQ(FoldLogin("  Olga.P@Example.RU "), "olga.p@example.ru");
  EXPECT_EQ(FoldLogin("ОЛЬГА Ёлкина"), "ольга ёлкина");
  EXPECT_EQ(FoldLogin("АПРЯ"), "апря");
  EXPECT_EQ(FoldLogin("   "), "");
}

RC_GTEST_PROP(FoldLoginOfAnyText, ChangesNothingTheSecondTime, (const std::string& login)) {
  RC_ASSERT(FoldLogin(FoldLogin(login)) == FoldLogin(login));
}

TEST(ReadLogin, RefusesWhatNobodyCouldType) {
  EXPECT_EQ(*ReadLogin(" Olga "), "olga");
  for (const char* login : {"", "   ", "ol\nga", "ol\x7Fga"}) {
    EXPECT_THAT(ReadLogin(login), StatusIs(Reason::kFieldInvalid)) << login;
  }
}

TEST(CheckPassword, CountsCharactersRatherThanBytes) {
  EXPECT_THAT(CheckPassword("korotko12", "olga"), StatusIs(Reason::kPasswordWeak));
  EXPECT_THAT(CheckPassword("korotko123", "olga"), IsOk());
  EXPECT_THAT(CheckPassword("коротко12", "olga"), StatusIs(Reason::kPasswordWeak));
  EXPECT_THAT(CheckPassword("коротко123", "olga"), IsOk());
  EXPECT_THAT(CheckPassword(Repeated("ая", 64), "olga"), IsOk());
  EXPECT_THAT(CheckPassword(Repeated("ая", 64) + "x", "olga"), StatusIs(Reason::kPasswordWeak));
}

TEST(CheckPassword, RefusesWhatIsGuessedFirst) {
  for (const char* password : {"olga.petrova", "Olga.Petrova", "1234567890", "PASSWORD123", "йцукенгшщз", "ЙЦУКЕНГШЩЗ",
                               "aaaaaaaaaa", "ыыыыыыыыыы", "          "}) {
    EXPECT_THAT(CheckPassword(password, "olga.petrova"), StatusIs(Reason::kPasswordWeak)) << password;
  }
  EXPECT_THAT(CheckPassword("ababababab", "olga.petrova"), IsOk());
}

RC_GTEST_PROP(CheckPasswordOfAnyText, TakesOrRefuses, (const std::string& password, const std::string& login)) {
  const absl::Status status = CheckPassword(password, login);
  RC_ASSERT((status.ok() || ReasonOf(status) == Reason::kPasswordWeak));
}

}  // namespace
}  // namespace zamer::gateway::access
