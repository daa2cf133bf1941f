// Signing in at the edge with a password, on a real Redis.
#include "services/common/security/json.h"
#include "tests/store/gateway_access_fixture.h"
#include "tests/support/stored_keys.h"

namespace zamer::gateway::access {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

class SignInTest : public AccessFixture {
 protected:
  SignInTest() { EXPECT_THAT(SetLogin("olga", "olga@shop"), IsOk()); }
};

TEST_F(SignInTest, ARightPasswordBeginsASession) {
  Browser browser;
  const http::Response answer = SignIn(browser, "olga@shop", kPassword);
  ASSERT_EQ(answer.status, 200);
  const auto json = security::ParseObject(answer.body);
  ASSERT_NE(json, nullptr);
  EXPECT_EQ(security::StringMember(*json, "employee"), "departments/d1/employees/olga");
  EXPECT_EQ(security::StringMember(*json, "department"), "departments/d1");
  EXPECT_EQ(security::StringMember(*json, "displayName"), "Name of olga");
  EXPECT_EQ(security::StringMember(*json, "expireTime"), "2036-03-02T04:00:00Z");
  EXPECT_THAT(answer.body, HasSubstr(R"("roles":["LEAD_MANAGER"],"display":false)"));
  EXPECT_EQ(answer.headers.Get("cache-control"), "no-store");
  const http::Response shown = Send(browser, "GET", "/auth/session");
  EXPECT_EQ(shown.status, 200);
  EXPECT_EQ(shown.body, answer.body);
}

TEST_F(SignInTest, TheCookieIsForNoScriptAndNoOtherSite) {
  Browser plain;
  EXPECT_THAT(std::string(SignIn(plain, "olga@shop", kPassword).headers.Get("set-cookie")),
              ::testing::MatchesRegex("zamer=d1\\.olga\\.[A-Za-z0-9_-]{43}; Path=/; HttpOnly; SameSite=Strict; "
                                      "Max-Age=2592000"));
  Browser tls;
  tls.secure = true;
  tls.origin = "https://zamer.local";
  EXPECT_THAT(std::string(SignIn(tls, "olga@shop", kPassword).headers.Get("set-cookie")),
              ::testing::MatchesRegex("__Host-zamer=.*; Path=/; HttpOnly; SameSite=Strict; Secure; Max-Age=2592000"));
  EXPECT_THAT(WhoIs(tls), IsOk());
}

TEST_F(SignInTest, TheServicesBehindAreToldOfTheEmployeeAndItsRoles) {
  Employ("olga", {type::v1::LEAD_MANAGER, type::v1::MARKETER});
  const auto olga = WhoIs(SignedIn("olga@shop"));
  ASSERT_THAT(olga, IsOk());
  EXPECT_EQ(olga->subject, "departments/d1/employees/olga");
  EXPECT_EQ(olga->department, "d1");
  EXPECT_TRUE(olga->roles.Has(type::v1::LEAD_MANAGER));
  EXPECT_TRUE(olga->roles.Has(type::v1::MARKETER));
  EXPECT_FALSE(olga->roles.Has(type::v1::SALES_HEAD));
}

TEST_F(SignInTest, WhateverIsWrongIsRefusedInTheSameWords) {
  const http::Response wrong = Send(SigningIn({}, "olga@shop", "another password"));
  EXPECT_EQ(wrong.status, 401);
  EXPECT_THAT(wrong.body, HasSubstr("SIGN_IN_REFUSED"));
  EXPECT_FALSE(wrong.headers.Has("set-cookie"));
  EXPECT_EQ(Send(SigningIn({}, "nobody", kPassword)).body, wrong.body);
  EXPECT_EQ(Send(SigningIn({}, "olga@shop", kPassword, "d2")).body, wrong.body);
  Employ("olga", {type::v1::LEAD_MANAGER}, scheduling::v1::Employee::DISMISSED);
  EXPECT_EQ(Send(SigningIn({}, "olga@shop", kPassword)).body, wrong.body);
}

TEST_F(SignInTest, ALoginIsTheSameInCapitals) {
  Browser browser;
  EXPECT_EQ(SignIn(browser, " OLGA@Shop ", kPassword).status, 200);
}

TEST_F(SignInTest, OnlyWhatCouldBeASignInIsLookedAt) {
  const auto body_of = [&](const std::string& type, const std::string& body) {
    http::Request request = Browser{}.Ask("POST", "/auth/sign-in");
    request.headers.Add("content-type", type);
    request.body = body;
    return Send(request).body;
  };
  const std::string right = SigningIn({}, "olga@shop", kPassword).body;
  EXPECT_THAT(body_of("application/json; charset=utf-8", right), HasSubstr("displayName"));
  EXPECT_THAT(body_of("application/x-www-form-urlencoded", right), HasSubstr("HTTP_REQUEST_INVALID"));
  EXPECT_THAT(body_of("", right), HasSubstr("HTTP_REQUEST_INVALID"));
  for (const char* body : {"", "[]", "{", R"({"department":"d1","login":["a"],"password":"b"})", R"({"admin":true})"}) {
    EXPECT_THAT(body_of("application/json", body), HasSubstr("HTTP_REQUEST_INVALID")) << body;
  }
  for (const char* body : {"{}", R"({"department":"D 1","login":"a","password":"b"})",
                           R"({"department":"d1","login":"","password":"b"})"}) {
    EXPECT_THAT(body_of("application/json", body), HasSubstr("FIELD_INVALID")) << body;
  }
  EXPECT_THAT(body_of("application/json", right + std::string(4096, ' ')), HasSubstr("MESSAGE_TOO_LARGE"));
}

TEST_F(SignInTest, WithoutACookieNobodyIsSignedIn) {
  Browser browser;
  EXPECT_THAT(Authorize(browser), testing::IsOkAndHolds(std::string()));
  const http::Response answer = Send(browser, "GET", "/auth/session");
  EXPECT_EQ(answer.status, 204);
}

TEST_F(SignInTest, ACookieThatIsNoneOfOursOpensNothing) {
  Browser browser = SignedIn("olga@shop");
  const std::string right = browser.cookies.at("zamer");
  for (const std::string& value :
       {std::string("x"), right.substr(0, right.size() - 1), right + "x", "d1.boris" + right.substr(right.rfind('.')),
        "d2.olga" + right.substr(right.rfind('.')), right.substr(0, right.rfind('.') + 1) + std::string(43, 'a')}) {
    browser.cookies["zamer"] = value;
    EXPECT_THAT(Authorize(browser), StatusIs(Reason::kSessionEnded)) << value;
  }
}

TEST_F(SignInTest, ACallersOwnTokenGoesThrough) {
  http::Request request = SignedIn("olga@shop").Ask("POST", "/zamer.lead.v1.LeadService/ListLeads");
  request.headers.Add("authorization", "Bearer abc.def.ghi");
  EXPECT_THAT(Authorize(request), testing::IsOkAndHolds(std::string("abc.def.ghi")));
  http::Request basic = Browser{}.Ask("POST", "/zamer.lead.v1.LeadService/ListLeads");
  basic.headers.Add("authorization", "Basic b2xnYTpwYXNzd29yZA==");
  EXPECT_THAT(Authorize(basic), StatusIs(Reason::kTokenInvalid));
}

TEST_F(SignInTest, APageOfAnotherSiteCannotUseTheCookie) {
  Browser browser = SignedIn("olga@shop");
  for (const char* origin : {"http://evil.example", "https://zamer.local", "null"}) {
    browser.origin = origin;
    EXPECT_THAT(Authorize(browser), StatusIs(Reason::kOriginRefused)) << origin;
    EXPECT_THAT(Send(browser, "POST", "/auth/sign-out").body, HasSubstr("ORIGIN_REFUSED")) << origin;
    EXPECT_THAT(Send(SigningIn(browser, "olga@shop", kPassword)).body, HasSubstr("ORIGIN_REFUSED")) << origin;
  }
  for (const char* origin : {"http://zamer.local", "https://sales.example"}) {
    browser.origin = origin;
    EXPECT_THAT(Authorize(browser), IsOk()) << origin;
  }
}

TEST_F(SignInTest, TheMethodsAreTold) {
  Browser browser;
  EXPECT_EQ(Send(browser, "GET", "/auth/methods").body, R"({"password":true,"identityProvider":false})");
}

TEST_F(SignInTest, NeitherPasswordNorSecretIsKeptAndNoKeyTellsALogin) {
  v1::SetLoginRequest request = LoginOf("boris", "boris@shop");
  request.set_request_id("set-boris");
  ASSERT_THAT(Call(Head(), &Api::SetLogin, request), IsOk());
  const std::string secret = CreateDisplay("Hall")->secret();
  const std::string cookie = SignedIn("olga@shop").cookies.at("zamer");
  Send(SigningIn({}, "nobody@shop", "wrong password"));
  const std::vector<testing::StoredKey> keys = testing::ScanAll(redis_server_);
  EXPECT_THAT(keys, SizeIs(::testing::Gt(5)));
  for (const testing::StoredKey& key : keys) {
    EXPECT_THAT(key.name, Not(HasSubstr("@shop")));
    if (key.type != "string") continue;
    const std::string bytes(redis_server_.Run(redis::Command("GET", key.name)).text());
    EXPECT_THAT(bytes, Not(HasSubstr(kPassword)));
    EXPECT_THAT(bytes, Not(HasSubstr("nobody@shop")));
    EXPECT_THAT(bytes, Not(HasSubstr(cookie.substr(cookie.rfind('.') + 1))));
    EXPECT_THAT(bytes, Not(HasSubstr(secret.substr(secret.rfind('.') + 1))));
    // With it a guess at the password could be tried at the speed of SHA-256.
    EXPECT_THAT(bytes, Not(HasSubstr(store::DigestOf("zamer.gateway.v1.AccessService.SetLogin", request))));
  }
}

}  // namespace
}  // namespace zamer::gateway::access
