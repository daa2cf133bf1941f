// Screens on the wall.
#include "tests/store/gateway_access_fixture.h"

namespace zamer::gateway::access {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Property;

class DisplayTest : public AccessFixture {
 protected:
  absl::StatusOr<v1::RevokeDisplayResponse> Revoke(const std::string& name) {
    v1::RevokeDisplayRequest request;
    request.set_name(name);
    return Call(Head(), &Api::RevokeDisplay, request);
  }
  std::vector<v1::Display> Displays() {
    v1::ListDisplaysRequest request;
    request.set_parent(kDepartment);
    const auto displays = Call(Head(), &Api::ListDisplays, request).value().displays();
    return {displays.begin(), displays.end()};
  }
  http::Response Open(Browser& browser, const std::string& secret) {
    return Send(browser, "GET", "/display/" + secret);
  }
};

TEST_F(DisplayTest, IsLetInByItsLinkAndMayOnlyLook) {
  const auto made = CreateDisplay("Hall");
  ASSERT_THAT(made, IsOk());
  Browser screen;
  const http::Response answer = Open(screen, made->secret());
  EXPECT_EQ(answer.status, 303);
  EXPECT_EQ(answer.headers.Get("location"), "/tv");
  EXPECT_EQ(answer.headers.Get("referrer-policy"), "no-referrer");
  EXPECT_EQ(answer.headers.Get("cache-control"), "no-store");
  EXPECT_THAT(std::string(answer.headers.Get("set-cookie")), HasSubstr("; Path=/; HttpOnly; SameSite=Strict"));
  const auto display = WhoIs(screen);
  ASSERT_THAT(display, IsOk());
  EXPECT_EQ(display->subject, made->display().name());
  EXPECT_EQ(display->department, "d1");
  security::RoleSet only_display;
  only_display.Add(type::v1::DISPLAY);
  EXPECT_EQ(display->roles, only_display);
  EXPECT_EQ(Send(screen, "GET", "/auth/session").body,
            R"({"employee":"","department":"departments/d1","displayName":"Hall","roles":["DISPLAY"],"display":true})");
}

TEST_F(DisplayTest, IsOverAtOnceWhenRevoked) {
  const auto made = CreateDisplay("Hall").value();
  Browser screen;
  Open(screen, made.secret());
  EXPECT_THAT(Revoke(made.display().name()), IsOk());
  EXPECT_THAT(Authorize(screen), StatusIs(Reason::kSessionEnded));
  EXPECT_EQ(Open(screen, made.secret()).status, 401);
  EXPECT_THAT(Displays(), IsEmpty());
  EXPECT_THAT(Revoke(made.display().name()), StatusIs(Reason::kDisplayNotFound));
}

TEST_F(DisplayTest, IsNotLetInByAnythingElse) {
  const auto hall = CreateDisplay("Hall").value();
  const auto door = CreateDisplay("Door").value();
  Browser screen;
  const std::string mixed =
      hall.secret().substr(0, hall.secret().rfind('.')) + door.secret().substr(door.secret().rfind('.'));
  for (const std::string& secret : {std::string(), std::string("x"), mixed, hall.secret() + "/", hall.secret() + "a"}) {
    EXPECT_EQ(Open(screen, secret).status, 401) << secret;
  }
  EXPECT_THAT(screen.cookies, IsEmpty());
}

TEST_F(DisplayTest, TellsItsSecretOnce) {
  const auto first = CreateDisplay("Hall", "once");
  const auto again = CreateDisplay("Hall", "once");
  ASSERT_THAT(first, IsOk());
  ASSERT_THAT(again, IsOk());
  EXPECT_NE(first->secret(), "");
  EXPECT_EQ(again->secret(), "");
  EXPECT_EQ(again->display().name(), first->display().name());
  EXPECT_EQ(again->display().creator(), NameOf("head"));
  EXPECT_THAT(Displays(), ElementsAre(Property(&v1::Display::display_name, "Hall")));
}

TEST_F(DisplayTest, StaysOneWhenTheSessionOfWhoSetItUpIsOver) {
  ASSERT_THAT(SetLogin("olga", "olga"), IsOk());
  Browser browser = SignedIn();
  Open(browser, CreateDisplay("Hall")->secret());
  EXPECT_EQ(WhoIs(browser)->subject, NameOf("olga"));
  clock_.Advance(absl::Hours(13));
  EXPECT_TRUE(WhoIs(browser)->roles.Has(type::v1::DISPLAY));
  EXPECT_EQ(Send(browser, "POST", "/auth/sign-out").status, 204);
  EXPECT_THAT(browser.cookies, IsEmpty());
}

TEST_F(DisplayTest, IsUsedByNoPageOfAnotherSite) {
  Browser screen;
  Open(screen, CreateDisplay("Hall")->secret());
  screen.origin = "http://evil.example";
  EXPECT_THAT(Authorize(screen), StatusIs(Reason::kOriginRefused));
}

TEST_F(DisplayTest, IsMadeByTheSalesHead) {
  v1::CreateDisplayRequest request;
  request.set_parent(kDepartment);
  request.mutable_display()->set_display_name("Hall");
  EXPECT_THAT(Call(Olga(), &Api::CreateDisplay, request), StatusIs(Reason::kRoleNotAllowed));
}

}  // namespace
}  // namespace zamer::gateway::access
