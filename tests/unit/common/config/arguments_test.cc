#include "services/common/config/arguments.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace zamer::config {
namespace {

std::vector<Argument> Split(std::vector<std::string_view> texts) { return SplitArguments(texts); }

TEST(Arguments, TakeTheirValueAfterEqualsOrAsTheNextArgument) {
  const auto arguments = Split({"--a=1=2", "--b", "2", "--c=", "--d", "--e"});
  ASSERT_EQ(arguments.size(), 5u);
  EXPECT_EQ(arguments[0].name, "a");
  EXPECT_EQ(arguments[0].value, "1=2");
  EXPECT_EQ(arguments[1].value, "2");
  EXPECT_EQ(arguments[2].value, "");
  EXPECT_EQ(arguments[3].value, std::nullopt);
  EXPECT_EQ(arguments[4].value, std::nullopt);
}

TEST(Arguments, TakeANegativeNumberForAValue) { EXPECT_EQ(Split({"--a", "-1"}).front().value, "-1"); }

TEST(Arguments, HaveNoNameWhenTheyBelongToNoFlag) {
  for (const auto text : {"word", "-x", "--", ""}) EXPECT_EQ(Split({text}).front().name, "") << text;
}

RC_GTEST_PROP(Arguments, AreTakenApartWhateverTheyAre, (const std::vector<std::string>& texts)) {
  RC_ASSERT(SplitArguments(std::vector<std::string_view>(texts.begin(), texts.end())).size() <= texts.size());
}

TEST(Variables, AreThoseWithThePrefix) {
  const char* environment[] = {"HOME=/", "ZAMER_A=1=2", "ZAMER_B=", "ZAMER_C", "AZAMER_D=1", nullptr};
  const auto variables = VariablesWithPrefix(environment, "ZAMER_");
  ASSERT_EQ(variables.size(), 2u);
  EXPECT_EQ(variables[0].name, "ZAMER_A");
  EXPECT_EQ(variables[0].value, "1=2");
  EXPECT_EQ(variables[1].value, "");
  EXPECT_TRUE(VariablesWithPrefix(nullptr, "ZAMER_").empty());
}

}  // namespace
}  // namespace zamer::config
