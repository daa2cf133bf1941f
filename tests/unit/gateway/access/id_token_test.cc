#include "services/gateway/access/id_token.h"

#include <absl/strings/str_cat.h>
#include <absl/strings/str_format.h>
#include <absl/strings/str_replace.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/fakes.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/gateway/access/provider_key.h"

namespace zamer::gateway::access {
namespace {

using testing::IsOk;
using testing::IsOkAndHolds;
using testing::StatusIs;
using testing::TestNow;

const IdTokenTerms kTerms{.issuer = "https://id.example", .client_id = "zamer", .nonce = "n-1"};

const ProviderKey& Key() {
  static const ProviderKey kKey("RS256", "k1");
  return kKey;
}

std::string Claims() {
  const std::int64_t now = absl::ToUnixSeconds(TestNow());
  return absl::StrFormat(R"({"iss":"https://id.example","aud":"zamer","nonce":"n-1","sub":"u-1","iat":%d,"exp":%d})",
                         now, now + 300);
}

absl::StatusOr<security::Json> Read(const std::string& token, const std::string& keys, absl::Time now = TestNow()) {
  return ReadIdToken(token, security::KeySet::Parse(keys).value(), kTerms, now);
}
absl::StatusOr<security::Json> ReadClaims(const std::string& claims, absl::Time now = TestNow()) {
  return Read(Key().Sign(claims), Key().PublicKeys(), now);
}

TEST(ReadIdToken, BelievesWhatTheProviderSignedForUsNow) {
  const auto claims = ReadClaims(Claims());
  ASSERT_THAT(claims, IsOk());
  EXPECT_THAT(PersonIn(**claims, "sub"), IsOkAndHolds(std::string("u-1")));
  const ProviderKey other("ES256", "k2");
  EXPECT_THAT(Read(other.Sign(Claims()), other.PublicKeys()), IsOk());
}

TEST(ReadIdToken, RefusesWhatSaysAnythingElse) {
  for (const auto& [part, instead] : std::vector<std::pair<std::string, std::string>>{
           {"https://id.example", "https://id.example/"},
           {R"("aud":"zamer")", R"("aud":"other")"},
           {R"("aud":"zamer")", R"("aud":["zamer","other"])"},
           {R"("aud":"zamer")", R"("aud":["zamer","other"],"azp":"other")"},
           {R"("aud":"zamer")", R"("aud":[])"},
           {R"("aud":"zamer")", R"("aud":"zamer","azp":"other")"},
           {R"("nonce":"n-1")", R"("nonce":"n-2")"},
           {R"("nonce":"n-1")", R"("x":"n-1")"},
           {R"("exp":)", R"("x":)"},
           {R"("iat":)", R"("x":)"}}) {
    const std::string claims = absl::StrReplaceAll(Claims(), {{part, instead}});
    EXPECT_THAT(ReadClaims(claims), StatusIs(Reason::kIdentityProviderFailed)) << claims;
  }
  EXPECT_THAT(ReadClaims(absl::StrReplaceAll(Claims(), {{R"("zamer")", R"(["zamer"])"}})), IsOk());
  EXPECT_THAT(
      ReadClaims(absl::StrReplaceAll(Claims(), {{R"("aud":"zamer")", R"("aud":["other","zamer"],"azp":"zamer")"}})),
      IsOk());
}

TEST(ReadIdToken, RefusesTokensOfOtherTimes) {
  EXPECT_THAT(ReadClaims(Claims(), TestNow() + absl::Seconds(359)), IsOk());
  EXPECT_THAT(ReadClaims(Claims(), TestNow() + absl::Seconds(360)), StatusIs(Reason::kIdentityProviderFailed));
  EXPECT_THAT(ReadClaims(Claims(), TestNow() - absl::Seconds(61)), StatusIs(Reason::kIdentityProviderFailed));
}

TEST(ReadIdToken, RefusesWhatTheProviderDidNotSign) {
  const std::string keys = Key().PublicKeys();
  const std::string right = Key().Sign(Claims());
  const std::string header = right.substr(0, right.find('.'));
  const std::string signature = right.substr(right.rfind('.'));
  const std::string unsigned_header = security::EncodeBase64Url(R"({"alg":"none","kid":"k1"})");
  const ProviderKey same_id("RS256", "k1");
  for (const std::string& token : {std::string(), std::string("a.b"), std::string("a.b.c"), right + ".x",
                                   absl::StrCat(header, ".", security::EncodeBase64Url(R"({"sub":"u-2"})"), signature),
                                   unsigned_header + right.substr(right.find('.')),
                                   absl::StrCat(unsigned_header, ".", security::EncodeBase64Url(Claims()), "."),
                                   same_id.Sign(Claims()), ProviderKey("RS256", "k2").Sign(Claims())}) {
    EXPECT_THAT(Read(token, keys), StatusIs(Reason::kIdentityProviderFailed)) << token;
  }
}

TEST(PersonIn, TakesAnAddressOnlyWhenTheProviderHasVerifiedIt) {
  const auto person = [](const char* claims, const char* claim) {
    return PersonIn(*security::ParseObject(claims), claim);
  };
  EXPECT_THAT(person(R"({"email":"o@shop","email_verified":true})", "email"), IsOkAndHolds(std::string("o@shop")));
  for (const char* claims : {R"({"email":"o@shop"})", R"({"email":"o@shop","email_verified":false})",
                             R"({"email":"o@shop","email_verified":"true"})", R"({"email_verified":true})"}) {
    EXPECT_THAT(person(claims, "email"), StatusIs(Reason::kIdentityProviderFailed)) << claims;
  }
  EXPECT_THAT(person(R"({"sub":7})", "sub"), StatusIs(Reason::kIdentityProviderFailed));
}

TEST(KeyIdOf, IsEmptyForWhatIsNoToken) {
  EXPECT_EQ(KeyIdOf(Key().Sign(Claims())), "k1");
  EXPECT_EQ(KeyIdOf(""), "");
  EXPECT_EQ(KeyIdOf("a.b.c"), "");
}

}  // namespace
}  // namespace zamer::gateway::access
