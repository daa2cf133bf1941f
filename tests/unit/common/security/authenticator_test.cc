#include "services/common/security/authenticator.h"

#include <absl/strings/str_cat.h>
#include <absl/strings/str_replace.h>
#include <gmock/gmock.h>

#include <fstream>
#include <string>

#include "services/common/security/development_token.h"
#include "tests/support/fakes.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"
#include "tokens.h"

namespace zamer::security {
namespace {

using ::testing::HasSubstr;
using zamer::testing::FakeClock;
using zamer::testing::IsOk;
using zamer::testing::StatusIs;
using zamer::testing::TempDir;
using zamer::testing::TestNow;

constexpr char kClaims[] =
    R"({"iss":"zamer","aud":"zamer","sub":"departments/d1/employees/e1","department":"d1","roles":["DESIGNER","SALES_HEAD"],"exp":1772449200})";

std::string With(std::string_view from, std::string_view to) {
  return absl::StrReplaceAll(kClaims,
                             {{absl::string_view(from.data(), from.size()), absl::string_view(to.data(), to.size())}});
}

// An authenticator that trusts one key of each kind.
class AuthenticatorTest : public ::testing::Test {
 protected:
  AuthenticatorTest() {
    WriteKeys({&rsa_, &p256_, &ed25519_});
    authenticator_ = Authenticator::Make({.jwks_file = file_}, clock_).value();
  }

  void WriteKeys(const std::vector<const SigningKey*>& keys) {
    std::string list;
    for (const SigningKey* key : keys) absl::StrAppend(&list, list.empty() ? "" : ",", key->PublicJwk());
    WriteFile(absl::StrCat(R"({"keys":[)", list, "]}"));
  }
  void WriteFile(const std::string& content) { std::ofstream(file_) << content; }
  absl::Status Verify(const std::string& token) { return authenticator_->Verify(token).status(); }

  static SigningKey& SharedRsa() {
    static SigningKey key = SigningKey::Rsa("rsa-1");
    return key;
  }

  FakeClock clock_{TestNow()};
  TempDir folder_;
  const std::string file_ = absl::StrCat(std::string(folder_.path()), "/jwks.json");
  SigningKey& rsa_ = SharedRsa();
  SigningKey p256_ = SigningKey::P256("p256-1");
  SigningKey ed25519_ = SigningKey::Ed25519("ed-1");
  std::unique_ptr<Authenticator> authenticator_;
};

TEST_F(AuthenticatorTest, BelievesEachKindOfKey) {
  for (const SigningKey* key : {&rsa_, &p256_, &ed25519_}) EXPECT_THAT(Verify(key->Sign(kClaims)), IsOk()) << key->id;
}

TEST_F(AuthenticatorTest, ReadsWhoCalls) {
  const auto principal = authenticator_->Verify(p256_.Sign(kClaims));
  ASSERT_THAT(principal, IsOk());
  EXPECT_EQ((*principal)->subject, "departments/d1/employees/e1");
  EXPECT_EQ((*principal)->department, "d1");
  EXPECT_TRUE((*principal)->roles.Has(type::v1::DESIGNER));
  EXPECT_TRUE((*principal)->roles.Has(type::v1::SALES_HEAD));
  EXPECT_FALSE((*principal)->roles.Has(type::v1::OPERATOR));
  EXPECT_TRUE((*principal)->MayTouch("d1"));
  EXPECT_FALSE((*principal)->MayTouch("d2"));
}

TEST_F(AuthenticatorTest, PassesOverRolesThatItDoesNotKnow) {
  const auto principal = authenticator_->Verify(p256_.Sign(With(R"("DESIGNER")", R"("ASTRONAUT","ROLE_UNSPECIFIED")")));
  ASSERT_THAT(principal, IsOk());
  EXPECT_FALSE((*principal)->roles.Has(type::v1::ROLE_UNSPECIFIED));
  EXPECT_FALSE((*principal)->roles.Has(type::v1::DESIGNER));
}

TEST_F(AuthenticatorTest, RefusesAMissingToken) { EXPECT_THAT(Verify(""), StatusIs(Reason::kTokenMissing)); }

TEST_F(AuthenticatorTest, RefusesGarbage) {
  for (const std::string& token :
       {std::string("x"), std::string("."), std::string(".."), std::string("..."), std::string("a.b.c"),
        std::string("a.b.c.d"), std::string("e30.e30.e30"), std::string("\0\0.\xff.\xff", 7), std::string(8192, '.'),
        Unsigned("[]", kClaims, "AAAA"), Unsigned("{}", kClaims, "AAAA")}) {
    EXPECT_THAT(Verify(token), StatusIs(Reason::kTokenInvalid));
  }
}

TEST_F(AuthenticatorTest, RefusesAnOversizeTokenUnread) {
  const std::string token =
      p256_.Sign(With(R"("iss")", absl::StrCat(R"("pad":")", std::string(9000, 'x'), R"(","iss")")));
  EXPECT_THAT(Verify(token), StatusIs(Reason::kTokenInvalid, HasSubstr("8192")));
}

TEST_F(AuthenticatorTest, RefusesEachChangedCharacter) {
  const std::string token = p256_.Sign(kClaims);
  for (size_t i = 0; i < token.size(); i += 7) {
    std::string changed = token;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    EXPECT_THAT(Verify(changed), StatusIs(Reason::kTokenInvalid)) << i;
  }
}

TEST_F(AuthenticatorTest, RefusesThePayloadOfOneTokenWithTheSignatureOfAnother) {
  const std::string mine = p256_.Sign(kClaims);
  const std::string other = p256_.Sign(With("DESIGNER", "OPERATOR"));
  EXPECT_THAT(Verify(other.substr(0, other.rfind('.')) + mine.substr(mine.rfind('.'))),
              StatusIs(Reason::kTokenInvalid));
}

TEST_F(AuthenticatorTest, RefusesNoneInAnySpelling) {
  for (const char* none : {"none", "None", "NONE", ""}) {
    const std::string header = absl::StrCat(R"({"alg":")", none, R"(","kid":"rsa-1"})");
    EXPECT_THAT(Verify(Unsigned(header, kClaims)), StatusIs(Reason::kTokenInvalid)) << none;
    EXPECT_THAT(Verify(Unsigned(header, kClaims, "AAAA")), StatusIs(Reason::kTokenInvalid)) << none;
  }
}

TEST_F(AuthenticatorTest, RefusesAPublicKeyUsedAsASharedSecret) {
  std::string modulus;
  ASSERT_TRUE(DecodeBase64Url(StringMember(*rsa_.jwk, "n"), modulus));
  for (const std::string& secret : {modulus, rsa_.PublicJwk(), std::string(StringMember(*rsa_.jwk, "n"))}) {
    EXPECT_THAT(Verify(SignHs256(R"({"alg":"HS256","kid":"rsa-1"})", kClaims, secret)),
                StatusIs(Reason::kTokenInvalid));
    EXPECT_THAT(Verify(SignHs256(R"({"alg":"RS256","kid":"rsa-1"})", kClaims, secret)),
                StatusIs(Reason::kTokenInvalid));
  }
}

TEST_F(AuthenticatorTest, RefusesAnotherAlgorithmThanTheKeysOwn) {
  for (const char* algorithm : {"RS512", "PS256", "ES256", "EdDSA", "rs256"}) {
    const std::string header = absl::StrCat(R"({"alg":")", algorithm, R"(","kid":"rsa-1"})");
    EXPECT_THAT(Verify(Unsigned(header, kClaims, "AAAA")), StatusIs(Reason::kTokenInvalid, HasSubstr("algorithm")));
  }
}

TEST_F(AuthenticatorTest, RefusesKeysThatTheTokenBringsAlong) {
  const SigningKey own = SigningKey::P256("mine");
  EXPECT_THAT(
      Verify(own.SignWithHeader(absl::StrCat(R"({"alg":"ES256","kid":"mine","jwk":)", own.PublicJwk(), "}"), kClaims)),
      StatusIs(Reason::kTokenInvalid));
  EXPECT_THAT(Verify(own.SignWithHeader(R"({"alg":"ES256","kid":"p256-1"})", kClaims)),
              StatusIs(Reason::kTokenInvalid));
  EXPECT_THAT(Verify(p256_.SignWithHeader(R"({"alg":"ES256"})", kClaims)), StatusIs(Reason::kTokenInvalid));
}

TEST_F(AuthenticatorTest, RefusesCriticalExtensions) {
  EXPECT_THAT(Verify(p256_.SignWithHeader(R"({"alg":"ES256","kid":"p256-1","crit":["exp"]})", kClaims)),
              StatusIs(Reason::kTokenInvalid));
}

TEST_F(AuthenticatorTest, RefusesMembersThatAreNamedTwice) {
  EXPECT_THAT(Verify(p256_.Sign(With(R"("sub")", R"("department":"*","sub")"))), StatusIs(Reason::kTokenInvalid));
}

TEST_F(AuthenticatorTest, RefusesTheDevelopmentKeyUnlessToldOtherwise) {
  const std::string token = MintDevelopmentToken(clock_, "services/x", "*", {type::v1::OPERATOR}, absl::Hours(1));
  EXPECT_THAT(Verify(token), StatusIs(Reason::kTokenInvalid));
  const auto lenient = Authenticator::Make({.jwks_file = file_, .development_key = true}, clock_).value();
  EXPECT_THAT(lenient->Verify(token), IsOk());
  EXPECT_THAT(lenient->Verify(p256_.Sign(kClaims)), IsOk());
}

TEST_F(AuthenticatorTest, RefusesIncompleteOrOddClaims) {
  for (const std::string& claims :
       {With(R"("iss":"zamer")", R"("iss":"evil")"), With(R"("iss":"zamer",)", ""),
        With(R"("aud":"zamer")", R"("aud":"bank")"), With(R"("aud":"zamer",)", ""),
        With(R"("aud":"zamer")", R"("aud":["bank",7])"), With(R"("sub":"departments/d1/employees/e1")", R"("sub":"")"),
        With("employees/e1", "employees e1"), With(R"("department":"d1",)", ""),
        With(R"("department":"d1")", R"("department":"")"), With(R"("department":"d1")", R"("department":"D1/..")"),
        With(R"(["DESIGNER","SALES_HEAD"])", R"("DESIGNER")"), With(R"("SALES_HEAD")", "7"),
        With(R"(,"exp":1772449200)", ""), With("1772449200", R"("1772449200")"), With("1772449200", "1e300"),
        With("1772449200", "-1"), std::string("[]"), std::string("not json")}) {
    EXPECT_THAT(Verify(p256_.Sign(claims)), StatusIs(Reason::kTokenInvalid)) << claims;
  }
}

TEST_F(AuthenticatorTest, AcceptsOneOfSeveralAudiences) {
  EXPECT_THAT(Verify(p256_.Sign(With(R"("aud":"zamer")", R"("aud":["bank","zamer"])"))), IsOk());
}

TEST_F(AuthenticatorTest, RefusesAnExpiredTokenAfterAMinuteOfLeeway) {
  const std::string token = p256_.Sign(kClaims);
  const absl::Time expiry = absl::FromUnixSeconds(1772449200);
  EXPECT_THAT(Verify(token), IsOk());
  clock_.Set(expiry + absl::Seconds(59));
  EXPECT_THAT(Verify(token), IsOk()) << "remembered";
  EXPECT_THAT(Verify(p256_.Sign(kClaims)), IsOk()) << "anew";
  clock_.Set(expiry + absl::Seconds(60));
  EXPECT_THAT(Verify(token), StatusIs(Reason::kTokenExpired)) << "remembered";
  EXPECT_THAT(Verify(p256_.Sign(kClaims)), StatusIs(Reason::kTokenExpired)) << "anew";
}

TEST_F(AuthenticatorTest, RefusesATokenOfTheFuture) {
  const std::string token = p256_.Sign(With(R"("exp")", R"("nbf":1772445700,"exp")"));
  EXPECT_THAT(Verify(token), StatusIs(Reason::kTokenInvalid, HasSubstr("not valid yet")));
  clock_.Set(absl::FromUnixSeconds(1772445700) - absl::Seconds(60));
  EXPECT_THAT(Verify(token), IsOk());
}

TEST_F(AuthenticatorTest, FollowsTheKeyFile) {
  const SigningKey next = SigningKey::P256("p256-2");
  EXPECT_THAT(Verify(p256_.Sign(kClaims)), IsOk());
  EXPECT_THAT(Verify(next.Sign(kClaims)), StatusIs(Reason::kTokenInvalid));
  WriteKeys({&next});
  EXPECT_THAT(authenticator_->Refresh(), IsOk());
  EXPECT_THAT(Verify(next.Sign(kClaims)), IsOk());
}

TEST_F(AuthenticatorTest, ForgetsTokensOfAKeyThatHasGone) {
  const std::string token = p256_.Sign(kClaims);
  EXPECT_THAT(Verify(token), IsOk());
  WriteKeys({&rsa_});
  EXPECT_THAT(authenticator_->Refresh(), IsOk());
  EXPECT_THAT(Verify(token), StatusIs(Reason::kTokenInvalid));
}

TEST_F(AuthenticatorTest, KeepsTheLastGoodKeysWhileTheFileIsBroken) {
  for (const char* broken : {"", "{", "[]", R"({"keys":[]})", R"({"keys":[{"kty":"oct","kid":"x","k":"AAAA"}]})"}) {
    WriteFile(broken);
    EXPECT_THAT(authenticator_->Refresh(), StatusIs(Reason::kCredentialsUnusable)) << broken;
    EXPECT_THAT(Verify(p256_.Sign(kClaims)), IsOk()) << broken;
  }
}

TEST_F(AuthenticatorTest, RefusesKeyFilesThatInviteMistakes) {
  const std::string key = p256_.PublicJwk();
  for (const std::string& jwks : {absl::StrCat(R"({"keys":[)", key, ",", key, "]}"),
                                  absl::StrReplaceAll(absl::StrCat(R"({"keys":[)", key, "]}"), {{"ES256", "HS256"}}),
                                  std::string(R"({"keys":[{"kty":"EC","crv":"P-256","x":"AA","y":"AA"}]})"),
                                  std::string(R"({"keys":[{"kty":"RSA","kid":"weak","e":"AQAB","n":"AAAA"}]})"),
                                  std::string(R"({"keys":[7]})")}) {
    WriteFile(jwks);
    EXPECT_THAT(Authenticator::Make({.jwks_file = file_}, clock_).status(), StatusIs(Reason::kCredentialsUnusable))
        << jwks;
  }
}

TEST_F(AuthenticatorTest, DoesNotStartWithoutAKeyToTrust) {
  EXPECT_THAT(Authenticator::Make({}, clock_).status(), StatusIs(Reason::kCredentialsUnusable));
  EXPECT_THAT(Authenticator::Make({.jwks_file = "/no/such/file"}, clock_).status(),
              StatusIs(Reason::kCredentialsUnusable));
}

}  // namespace
}  // namespace zamer::security
