#include "services/gateway/access/token_minter.h"

#include <absl/strings/str_replace.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <spdlog/sinks/ostream_sink.h>

#include <memory>
#include <sstream>

#include "services/common/security/authenticator.h"
#include "services/common/security/json.h"
#include "services/gateway/access/tokens.h"
#include "tests/support/fakes.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace zamer::gateway::access {
namespace {

using testing::FakeClock;
using ::testing::HasSubstr;
using testing::IsOk;
using ::testing::Not;
using testing::StatusIs;
using testing::TestNow;

// The key of RFC 8037, appendix A.
constexpr char kPrivate[] = R"({"kty":"OKP","crv":"Ed25519","kid":"edge-1",
  "d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"})";
constexpr char kPublic[] = R"({"keys":[{"kty":"OKP","crv":"Ed25519","kid":"edge-1",
  "x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]})";

Subject Olga() {
  return {.name = "departments/d1/employees/olga",
          .department = "d1",
          .roles = {type::v1::LEAD_MANAGER, type::v1::SALES_HEAD}};
}

TEST(KeyMinter, MakesTokensThatTheServicesBelieveByThePublicKey) {
  const FakeClock clock(TestNow());
  const testing::TempDir dir;
  testing::WriteFile(dir.File("jwks.json"), kPublic);
  const auto authenticator = security::Authenticator::Make(
      {.issuer = "edge", .audience = "services", .jwks_file = dir.File("jwks.json")}, clock);
  ASSERT_THAT(authenticator, IsOk());
  const auto mint = KeyMinter(clock, kPrivate, {.issuer = "edge", .audience = "services"});
  ASSERT_THAT(mint, IsOk());
  const auto principal = (*authenticator)->Verify((*mint)(Olga(), absl::Minutes(5)));
  ASSERT_THAT(principal, IsOk());
  EXPECT_EQ((*principal)->subject, "departments/d1/employees/olga");
  EXPECT_EQ((*principal)->department, "d1");
  EXPECT_TRUE((*principal)->roles.Has(type::v1::SALES_HEAD));
  EXPECT_FALSE((*principal)->roles.Has(type::v1::OPERATOR));
}

TEST(KeyMinter, RefusesWhatIsNoKeyOfItsKind) {
  const FakeClock clock(TestNow());
  for (const char* jwk :
       {"", "[]", "{}", R"({"kty":"OKP","crv":"Ed25519","kid":"a","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"})",
        R"({"kty":"OKP","crv":"Ed25519","d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A",
            "x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"})",
        R"({"kty":"OKP","crv":"Ed25519","kid":"a","d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A",
            "x":"21qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"})",
        R"({"kty":"oct","kid":"a","k":"c2VjcmV0"})"}) {
    EXPECT_THAT(KeyMinter(clock, jwk, {}), StatusIs(Reason::kCredentialsUnusable)) << jwk;
  }
}

// The key that a token names in its header.
std::string KeyIdOf(const std::string& token) {
  std::string header;
  EXPECT_TRUE(security::DecodeBase64Url(std::string_view(token).substr(0, token.find('.')), header));
  return std::string(security::StringMember(*security::ParseObject(header), "kid"));
}

TEST(KeyFileMinter, TakesUpAnotherKeyWithoutARestartAndKeepsTheLastGoodOne) {
  FakeClock clock(TestNow());
  const testing::TempDir dir;
  const std::string path = dir.File("session-key.json");
  testing::WriteFile(path, kPrivate);
  std::ostringstream log;
  const auto sink = std::make_shared<spdlog::sinks::ostream_sink_st>(log);
  log::Logger logger({.service = "gateway"}, clock, sink);
  const auto mint = KeyFileMinter(clock, logger, path, {});
  ASSERT_THAT(mint, IsOk());
  const auto key_after = [&](const std::string& content) {
    testing::WriteFile(path, content);
    clock.Advance(absl::Seconds(10));
    return KeyIdOf((*mint)(Olga(), absl::Minutes(5)));
  };
  EXPECT_EQ(key_after(kPrivate), "edge-1");
  EXPECT_EQ(log.str(), "");
  EXPECT_EQ(key_after("half a ke"), "edge-1");
  EXPECT_THAT(log.str(), HasSubstr("the last good one stays"));
  EXPECT_THAT(log.str(), Not(HasSubstr("half a ke")));
  EXPECT_EQ(key_after(absl::StrReplaceAll(kPrivate, {{"edge-1", "edge-2"}})), "edge-2");
  EXPECT_THAT(KeyFileMinter(clock, logger, dir.File("no such file"), {}), StatusIs(Reason::kCredentialsUnusable));
}

TEST(Tokens, AreKeptForHalfTheirLifeAndMadeAnewWithOtherRoles) {
  FakeClock clock(TestNow());
  int made = 0;
  Tokens tokens(clock, [&](const Subject&, absl::Duration) { return std::to_string(++made); });
  EXPECT_EQ(tokens.For(Olga()), "1");
  clock.Advance(absl::Minutes(2));
  EXPECT_EQ(tokens.For(Olga()), "1");
  Subject olga = Olga();
  olga.roles.pop_back();
  EXPECT_EQ(tokens.For(olga), "2");
  clock.Advance(absl::Minutes(3));
  EXPECT_EQ(tokens.For(olga), "3");
  clock.Advance(-absl::Hours(1));
  EXPECT_EQ(tokens.For(olga), "4");
}

}  // namespace
}  // namespace zamer::gateway::access
