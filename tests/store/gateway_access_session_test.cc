// How sessions at the edge go on and end.
#include "tests/store/gateway_access_fixture.h"

namespace zamer::gateway::access {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

class SessionTest : public AccessFixture {
 protected:
  SessionTest() {
    AddEdge();
    Employ("olga", {type::v1::LEAD_MANAGER});
    EXPECT_THAT(SetLogin("olga", "olga"), IsOk());
  }

  absl::StatusOr<v1::EndSessionResponse> End(Person& person, const std::string& name) {
    v1::EndSessionRequest request;
    request.set_name(name);
    return Call(person, &Api::EndSession, request);
  }
  absl::StatusOr<v1::EndAllSessionsResponse> EndAll(Person& person, const std::string& employee) {
    v1::EndAllSessionsRequest request;
    request.set_parent(NameOf(employee));
    return Call(person, &Api::EndAllSessions, request);
  }
};

TEST_F(SessionTest, IsGoodAtEveryReplica) {
  const Browser browser = SignedIn();
  EXPECT_THAT(WhoIs(browser, 0), IsOk());
  EXPECT_THAT(WhoIs(browser, 1), IsOk());
}

TEST_F(SessionTest, EndsWhenItIsNotUsed) {
  const Browser used = SignedIn();
  const Browser unused = SignedIn();
  for (int hour = 0; hour < 12; hour += 3) {
    clock_.Advance(absl::Hours(3));
    EXPECT_THAT(Authorize(used), IsOk());
  }
  EXPECT_THAT(Authorize(unused), StatusIs(Reason::kSessionEnded));
}

TEST_F(SessionTest, EndsAfterThirtyDaysHoweverMuchItIsUsed) {
  const Browser browser = SignedIn();
  for (int hour = 0; hour < 30 * 24 - 10; hour += 10) {
    clock_.Advance(absl::Hours(10));
    ASSERT_THAT(Authorize(browser), IsOk()) << hour;
  }
  clock_.Advance(absl::Hours(10));
  EXPECT_THAT(Authorize(browser), StatusIs(Reason::kSessionEnded));
}

TEST_F(SessionTest, EndsAtOnceEverywhereBySigningOut) {
  Browser browser = SignedIn();
  const Browser stolen = browser;
  EXPECT_THAT(Authorize(stolen, 1), IsOk());
  EXPECT_EQ(Send(browser, "POST", "/auth/sign-out").status, 204);
  EXPECT_THAT(browser.cookies, IsEmpty());
  EXPECT_THAT(Authorize(stolen, 0), StatusIs(Reason::kSessionEnded));
  EXPECT_THAT(Authorize(stolen, 1), StatusIs(Reason::kSessionEnded));
  EXPECT_EQ(Send(browser, "POST", "/auth/sign-out").status, 204);
}

TEST_F(SessionTest, MakesRoomForAnotherInTheSameBrowser) {
  Browser browser = SignedIn();
  const Browser before = browser;
  EXPECT_EQ(SignIn(browser, "olga", kPassword).status, 200);
  EXPECT_THAT(Authorize(before), StatusIs(Reason::kSessionEnded));
  EXPECT_THAT(Authorize(browser), IsOk());
  EXPECT_THAT(SessionsOf("olga"), SizeIs(1));
}

TEST_F(SessionTest, IsListedAndEndedByItsName) {
  const Browser one = SignedIn();
  clock_.Advance(absl::Minutes(1));
  const Browser other = SignedIn();
  const std::vector<v1::Session> sessions = SessionsOf("olga");
  ASSERT_THAT(sessions, SizeIs(2));
  EXPECT_EQ(sessions[1].create_time().seconds(), sessions[0].create_time().seconds() + 60);
  EXPECT_THAT(End(Head(), sessions[0].name()), IsOk());
  EXPECT_THAT(Authorize(one), StatusIs(Reason::kSessionEnded));
  EXPECT_THAT(Authorize(other), IsOk());
  EXPECT_THAT(End(Head(), sessions[0].name()), StatusIs(Reason::kSessionNotFound));
}

TEST_F(SessionTest, IsLookedAfterByTheEmployeeAndTheSalesHead) {
  SignedIn();
  const std::string name = SessionsOf("olga").front().name();
  v1::ListSessionsRequest list;
  list.set_parent(NameOf("olga"));
  Person& boris = As("boris", type::v1::DESIGNER);
  EXPECT_THAT(Call(boris, &Api::ListSessions, list), StatusIs(Reason::kRoleNotAllowed));
  EXPECT_THAT(End(boris, name), StatusIs(Reason::kRoleNotAllowed));
  EXPECT_THAT(EndAll(boris, "olga"), StatusIs(Reason::kRoleNotAllowed));
  EXPECT_THAT(Call(Olga(), &Api::ListSessions, list), IsOk());
  EXPECT_THAT(End(Olga(), name), IsOk());
}

TEST_F(SessionTest, AllOfAnEmployeeEndAtOnce) {
  const Browser one = SignedIn();
  const Browser other = SignedIn();
  EXPECT_THAT(EndAll(Olga(), "olga"), IsOk());
  EXPECT_THAT(Authorize(one), StatusIs(Reason::kSessionEnded));
  EXPECT_THAT(Authorize(other), StatusIs(Reason::kSessionEnded));
  EXPECT_THAT(SessionsOf("olga"), IsEmpty());
}

TEST_F(SessionTest, FollowsARoleThatChangesWithinAMinute) {
  const Browser browser = SignedIn();
  EXPECT_FALSE(WhoIs(browser)->roles.Has(type::v1::MARKETER));
  Employ("olga", {type::v1::MARKETER});
  clock_.Advance(absl::Minutes(1));
  const auto olga = WhoIs(browser);
  ASSERT_THAT(olga, IsOk());
  EXPECT_TRUE(olga->roles.Has(type::v1::MARKETER));
  EXPECT_FALSE(olga->roles.Has(type::v1::LEAD_MANAGER));
}

TEST_F(SessionTest, OfADismissedEmployeeIsOverWithinAMinuteAndForGood) {
  const Browser browser = SignedIn();
  Employ("olga", {type::v1::LEAD_MANAGER}, scheduling::v1::Employee::DISMISSED);
  clock_.Advance(absl::Minutes(1));
  EXPECT_THAT(Authorize(browser), StatusIs(Reason::kSessionEnded));
  Employ("olga", {type::v1::LEAD_MANAGER});
  clock_.Advance(absl::Minutes(1));
  EXPECT_THAT(Authorize(browser), StatusIs(Reason::kSessionEnded));
}

TEST_F(SessionTest, OfAnEmployeeWhoIsNotThereAnyMoreIsOver) {
  const Browser browser = SignedIn();
  edge().people.employees.clear();
  clock_.Advance(absl::Minutes(1));
  EXPECT_THAT(Authorize(browser), StatusIs(Reason::kSessionEnded));
}

TEST_F(SessionTest, AsksTheDirectoryOnceForManyRequests) {
  const Browser browser = SignedIn();
  const int asked = edge().people.times_asked;
  for (int i = 0; i < 20; ++i) EXPECT_THAT(Authorize(browser), IsOk());
  EXPECT_EQ(edge().people.times_asked, asked);
}

TEST_F(SessionTest, OutlivesADirectoryThatIsAwayForLessThanAMinute) {
  const Browser browser = SignedIn();
  edge().people.away = true;
  clock_.Advance(absl::Seconds(59));
  EXPECT_THAT(Authorize(browser), IsOk());
  clock_.Advance(absl::Seconds(1));
  EXPECT_THAT(Authorize(browser), StatusIs(absl::StatusCode::kUnavailable));
  edge().people.away = false;
  EXPECT_THAT(Authorize(browser), IsOk());
}

}  // namespace
}  // namespace zamer::gateway::access
