#include "services/lead/domain/search_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace zamer::lead {
namespace {

using ::testing::UnorderedElementsAre;

v1::Lead Named(const std::string& name, const std::string& phone = {}) {
  v1::Lead lead;
  lead.set_client_name(name);
  if (!phone.empty()) lead.add_phones()->set_e164(phone);
  return lead;
}

// Found by its list and then by its content, as a list of leads does it.
bool Finds(const v1::Lead& lead, const std::string& text) {
  const auto search = ParseSearch(text);
  if (!search) return false;
  const auto terms = TermsOf(lead);
  return std::ranges::find(terms, TermOf(*search)) != terms.end() && Matches(lead, *search);
}

TEST(SearchText, FindsWordsByTheirFirstFourLettersInAnyCase) {
  const v1::Lead lead = Named("Пётр ИВАНОВ-Нельский");
  for (const char* text : {"ивано", "Иван", "ПЕТР", "пётр", "Пётр Иванов", "иванов петр", "НЕЛЬСК"}) {
    EXPECT_TRUE(Finds(lead, text)) << text;
  }
  for (const char* text : {"ива", "ванов", "петрушка", "Пётр Сидоров", "иванова", "!"}) {
    EXPECT_FALSE(Finds(lead, text)) << text;
  }
}

TEST(SearchText, FindsShortWordsAsAWhole) {
  const v1::Lead lead = Named("Ян Li");
  EXPECT_TRUE(Finds(lead, "ЯН"));
  EXPECT_TRUE(Finds(lead, "li"));
  EXPECT_FALSE(Finds(lead, "я"));
  EXPECT_FALSE(Finds(Named("Янина"), "ян"));
}

TEST(SearchText, FindsPhonesByFourDigitsOrMoreOfTheirEnd) {
  const v1::Lead lead = Named("Anna", "+79123456789");
  for (const char* text : {"6789", "456-789", "+7 (912) 345-67-89", "8 912 345 67 89"}) {
    EXPECT_TRUE(Finds(lead, text)) << text;
  }
  for (const char* text : {"789", "5678", "9 456 789"}) EXPECT_FALSE(Finds(lead, text)) << text;
}

TEST(SearchText, KeepsThreeWordsAndEachPhone) {
  const v1::Lead lead = Named("Anna Anna Maria Petrovna", "+79123456789");
  using Kind = SearchTerm::Kind;
  EXPECT_THAT(TermsOf(lead), UnorderedElementsAre(SearchTerm{Kind::kWord, "anna"}, SearchTerm{Kind::kWord, "mari"},
                                                  SearchTerm{Kind::kDigits, "6789"}));
  EXPECT_FALSE(Finds(lead, "petrovna"));
}

TEST(SearchText, NeedsLettersOrDigits) {
  EXPECT_FALSE(ParseSearch(" -+ "));
  EXPECT_TRUE(ParseSearch("12"));
}

}  // namespace
}  // namespace zamer::lead
