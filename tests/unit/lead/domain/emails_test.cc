#include "services/lead/domain/emails.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace zamer::lead {
namespace {

TEST(ReadEmail, KeepsAnAddressInLowerCaseWithoutBlanksAround) {
  const std::pair<const char*, const char*> cases[] = {
      {"anna@mail.ru", "anna@mail.ru"},
      {" Anna.B@Mail.RU\t", "anna.b@mail.ru"},
      {"a@b", "a@b"},
      {"anna+kitchen@mail.ru", "anna+kitchen@mail.ru"},
      {"почта@пример.рф", "почта@пример.рф"},
  };
  for (const auto& [typed, kept] : cases) EXPECT_EQ(ReadEmail(typed), kept) << typed;
}

TEST(ReadEmail, RefusesWhatCannotBeOne) {
  for (const char* typed :
       {"", "anna", "@mail.ru", "anna@", "an na@mail.ru", "a@b@c", "anna@mail.ru, boris@mail.ru", "anna@mail\n.ru"}) {
    EXPECT_EQ(ReadEmail(typed), std::nullopt) << typed;
  }
}

TEST(ReadEmail, TakesTheLongestAddressThereIs) {
  const std::string host = "@mail.ru";
  const std::string longest = std::string(254 - host.size(), 'a') + host;
  EXPECT_EQ(ReadEmail(longest), longest);
  EXPECT_EQ(ReadEmail("a" + longest), std::nullopt);
}

}  // namespace
}  // namespace zamer::lead
