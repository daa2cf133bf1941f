// Signing in at an identity provider.
#include "tests/store/fake_identity_provider.h"
#include "tests/store/gateway_access_fixture.h"

namespace zamer::gateway::access {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

class ProviderTest : public AccessFixture {
 protected:
  ProviderTest() {
    edges_.clear();
    settings_.provider = {.issuer = provider_.issuer(),
                          .client_id = "zamer",
                          .client_secret = "a secret",
                          .department = "d1",
                          .plain_too = true};
    AddEdge();
    Employ("olga", {type::v1::LEAD_MANAGER});
    EXPECT_THAT(SetLogin("olga", "u-olga", ""), IsOk());
  }

  std::string Start(Browser& browser, const std::string& query = {}) {
    http::Request request = browser.Ask("GET", "/auth/oidc/start");
    request.query = query;
    const http::Response answer = Send(request);
    browser.Take(answer);
    EXPECT_EQ(answer.status, 303);
    return std::string(answer.headers.Get("location"));
  }
  // Where the browser is led to in the end.
  std::string ComeBack(Browser& browser, const std::string& query) {
    http::Request request = browser.Ask("GET", "/auth/oidc/callback");
    request.query = query;
    const http::Response answer = Send(request);
    browser.Take(answer);
    EXPECT_EQ(answer.status, 303);
    return std::string(answer.headers.Get("location"));
  }
  std::string SignInAs(Browser& browser, const std::string& somebody, const std::string& query = {}) {
    const std::string url = Start(browser, query);
    return ComeBack(browser, provider_.SignIn(url, somebody));
  }

  FakeIdentityProvider provider_{loop_, clock_};
};

TEST_F(ProviderTest, WhomItVouchesForIsSignedInAndGoesOn) {
  Browser browser;
  const std::string url = Start(browser, "return=%2Ffunnel%3Fby%3Dcity");
  EXPECT_THAT(url, StartsWith(provider_.issuer() + "/authorize?response_type=code&client_id=zamer&redirect_uri="
                                                   "http%3A%2F%2Fzamer.local%2Fauth%2Foidc%2Fcallback"));
  EXPECT_THAT(url, HasSubstr("code_challenge_method=S256"));
  EXPECT_EQ(ComeBack(browser, provider_.SignIn(url, "u-olga")), "/funnel?by=city");
  EXPECT_EQ(provider_.authorization, "Basic emFtZXI6YSUyMHNlY3JldA==");
  EXPECT_EQ(WhoIs(browser)->subject, NameOf("olga"));
  EXPECT_FALSE(browser.cookies.contains("zamer-provider"));
}

TEST_F(ProviderTest, ItsOfferIsTold) {
  Browser browser;
  EXPECT_EQ(Send(browser, "GET", "/auth/methods").body, R"({"password":true,"identityProvider":true})");
}

TEST_F(ProviderTest, SomebodyWithoutALoginHereIsNotSignedIn) {
  Browser browser;
  EXPECT_EQ(SignInAs(browser, "u-boris"), "/?problem=IDENTITY_PROVIDER_FAILED");
  EXPECT_FALSE(browser.cookies.contains("zamer"));
}

TEST_F(ProviderTest, SomebodyWhoWasDismissedIsNotSignedIn) {
  Employ("olga", {type::v1::LEAD_MANAGER}, scheduling::v1::Employee::DISMISSED);
  Browser browser;
  EXPECT_EQ(SignInAs(browser, "u-olga"), "/?problem=SIGN_IN_REFUSED");
}

TEST_F(ProviderTest, ItsAnswerIsForTheBrowserThatAskedOnly) {
  Browser victim;
  Browser attacker;
  Start(victim);
  const std::string answer = provider_.SignIn(Start(attacker), "u-olga");
  EXPECT_EQ(ComeBack(victim, answer), "/?problem=IDENTITY_PROVIDER_FAILED");
  Browser nobody;
  EXPECT_EQ(ComeBack(nobody, answer), "/?problem=IDENTITY_PROVIDER_FAILED");
  EXPECT_EQ(ComeBack(attacker, answer), "/");
  EXPECT_EQ(ComeBack(attacker, answer), "/?problem=IDENTITY_PROVIDER_FAILED");
}

TEST_F(ProviderTest, AnIdTokenForAnotherBrowserIsRefused) {
  provider_.nonce = "of-another";
  Browser browser;
  EXPECT_EQ(SignInAs(browser, "u-olga"), "/?problem=IDENTITY_PROVIDER_FAILED");
}

TEST_F(ProviderTest, NewKeysAreAskedForWhenTheyAreUsed) {
  Browser browser;
  EXPECT_EQ(SignInAs(browser, "u-olga"), "/");
  EXPECT_EQ(SignInAs(browser, "u-olga"), "/");
  EXPECT_EQ(provider_.keys_asked, 1);
  provider_.ChangeKey("k2");
  EXPECT_EQ(SignInAs(browser, "u-olga"), "/?problem=IDENTITY_PROVIDER_FAILED");
  EXPECT_EQ(provider_.keys_asked, 1);
  clock_.Advance(absl::Minutes(1));
  EXPECT_EQ(SignInAs(browser, "u-olga"), "/");
  EXPECT_EQ(provider_.keys_asked, 2);
}

TEST_F(ProviderTest, OnlyPathsOfOursAreGoneOnTo) {
  Browser browser;
  for (const char* path : {"https%3A%2F%2Fevil.example", "%2F%2Fevil.example", "%2F%5Cevil.example", "%0d%0a"}) {
    EXPECT_EQ(SignInAs(browser, "u-olga", absl::StrCat("return=", path)), "/") << path;
  }
}

TEST_F(ProviderTest, ThatIsAwayIsTold) {
  provider_.away = true;
  Browser browser;
  const http::Response answer = Send(browser, "GET", "/auth/oidc/start");
  EXPECT_EQ(answer.status, 503);
  EXPECT_THAT(answer.body, HasSubstr("PEER_UNAVAILABLE"));
  EXPECT_THAT(browser.cookies, ::testing::IsEmpty());
}

TEST_F(ProviderTest, LeavesALoginWithoutPasswordClosedToPasswords) {
  const http::Response answer = Send(SigningIn({}, "u-olga", kPassword));
  EXPECT_EQ(answer.status, 401);
  EXPECT_THAT(answer.body, HasSubstr("SIGN_IN_REFUSED"));
}

}  // namespace
}  // namespace zamer::gateway::access
