// docs/redis-keys.md tells of every key that signing in leaves.
#include <regex>
#include <set>
#include <string>

#include "tests/store/gateway_access_fixture.h"
#include "tests/support/doc_page.h"
#include "tests/support/stored_keys.h"

namespace zamer::gateway::access {
namespace {

using KeysTest = AccessFixture;

TEST_F(KeysTest, AreThoseOfThePage) {
  ASSERT_THAT(SetLogin("olga", "olga"), IsOk());
  ASSERT_THAT(CreateDisplay("Hall"), IsOk());
  SignedIn();
  Send(SigningIn({}, "nobody", "wrong password"));
  std::set<std::string> stored;
  for (const testing::StoredKey& key : testing::ScanAll(redis_server_)) {
    std::smatch parts;
    // gateway:{<p>}:<what>:<d>, and for most an id.
    ASSERT_TRUE(std::regex_match(key.name, parts, std::regex(R"(gateway:\{\d\d\}:([^:]+:)d1(/.+)?)"))) << key.name;
    if (parts[1] != "request:") stored.insert(parts[1]);
  }
  std::set<std::string> told;
  const testing::DocPage page(ZAMER_SOURCE_DIR "/docs/redis-keys.md");
  for (const testing::DocRow& row : page.Table("What the edge keeps")) {
    const std::string key = testing::Quoted(row[0]).at(0);
    told.insert(key.substr(0, key.find('<')));
  }
  EXPECT_THAT(stored, ::testing::UnorderedElementsAre(
                          "login:", "sessions:", "display:", "attempts:", "by-login:", "in-logins:", "in-displays:"));
  EXPECT_THAT(told, ::testing::IsSupersetOf(stored));
}

}  // namespace
}  // namespace zamer::gateway::access
