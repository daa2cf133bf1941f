#include "services/gateway/access/cookies.h"

#include <gtest/gtest.h>

namespace zamer::gateway::access {
namespace {

TEST(Cookies, AreSetSoThatNoScriptAndNoOtherSiteCanUseThem) {
  EXPECT_EQ(SetCookie(CookieUse::kSession, true, "v", absl::Hours(1)),
            "__Host-zamer=v; Path=/; HttpOnly; SameSite=Strict; Secure; Max-Age=3600");
  EXPECT_EQ(SetCookie(CookieUse::kDisplay, false, "v", absl::Hours(1)),
            "zamer-display=v; Path=/; HttpOnly; SameSite=Strict; Max-Age=3600");
  EXPECT_EQ(SetCookie(CookieUse::kSession, false, "", absl::ZeroDuration()),
            "zamer=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0");
}

TEST(Cookies, AreFoundAmongOthers) {
  const http::Headers one{{"cookie", "theme=dark; __Host-zamer=abc ;zamer-display=x"}};
  EXPECT_EQ(CookieOf(one, CookieUse::kSession, true), "abc");
  EXPECT_EQ(CookieOf(one, CookieUse::kDisplay, false), "x");
  // As HTTP/2 may send them.
  const http::Headers many{{"cookie", "theme=dark"}, {"host", "a"}, {"cookie", "__Host-zamer=abc"}};
  EXPECT_EQ(CookieOf(many, CookieUse::kSession, true), "abc");
}

TEST(Cookies, AreNotTakenForOthersOfALikeName) {
  const http::Headers headers{
      {"cookie", "zamer=plain; x__Host-zamer=a; __Host-zamerx=b; __host-zamer=c; __Host-zamer"}};
  EXPECT_EQ(CookieOf(headers, CookieUse::kSession, true), "");
  EXPECT_EQ(CookieOf(http::Headers{{"cookie", ";;=;"}}, CookieUse::kSession, true), "");
  EXPECT_EQ(CookieOf({}, CookieUse::kSession, true), "");
}

}  // namespace
}  // namespace zamer::gateway::access
