#include "services/gateway/domain/access/form.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace zamer::gateway::access {
namespace {

TEST(Form, EncodesWhatHasAMeaningOfItsOwn) {
  EXPECT_EQ(EncodeForm({{"a", "x y"}, {"b", "1&2=3"}, {"c", "Я"}, {"d", ""}}), "a=x%20y&b=1%262%3D3&c=%D0%AF&d=");
}

TEST(Form, FindsTheFirstFieldOfAName) {
  EXPECT_EQ(FieldOf("a=1&b=x+y%21&b=2", "b"), "x y!");
  EXPECT_EQ(FieldOf("aa=1&a=", "a"), "");
  EXPECT_EQ(FieldOf("aa=1&a", "a"), std::nullopt);
  EXPECT_EQ(FieldOf("", "a"), std::nullopt);
  for (const char* form : {"a=%", "a=%4", "a=%4x", "a=%%41"}) EXPECT_EQ(FieldOf(form, "a"), std::nullopt) << form;
}

RC_GTEST_PROP(FormOfAnyText, ComesBack, (std::string one, std::string other)) {
  const std::string form = EncodeForm({{"one", one}, {"other", other}});
  RC_ASSERT(FieldOf(form, "one") == one);
  RC_ASSERT(FieldOf(form, "other") == other);
}

}  // namespace
}  // namespace zamer::gateway::access
