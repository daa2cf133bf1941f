// Logins and passwords of a department's people.
#include "tests/store/gateway_access_fixture.h"

namespace zamer::gateway::access {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Property;

class LoginTest : public AccessFixture {
 protected:
  absl::StatusOr<v1::RemoveLoginResponse> Remove(const std::string& employee) {
    v1::RemoveLoginRequest request;
    request.set_employee(NameOf(employee));
    return Call(Head(), &Api::RemoveLogin, request);
  }
  std::vector<v1::Login> Logins() {
    v1::ListLoginsRequest request;
    request.set_parent(kDepartment);
    const auto logins = Call(Head(), &Api::ListLogins, request).value().logins();
    return {logins.begin(), logins.end()};
  }
};

TEST_F(LoginTest, IsMadeFoundAndShownWithoutItsPassword) {
  const auto login = SetLogin("olga", "Olga");
  ASSERT_THAT(login, IsOk());
  EXPECT_EQ(login->employee(), NameOf("olga"));
  EXPECT_EQ(login->login(), "olga");
  EXPECT_TRUE(login->has_password());
  EXPECT_EQ(login->etag(), "\"1\"");
  ASSERT_THAT(SetLogin("boris", "boris"), IsOk());
  EXPECT_THAT(Logins(), ElementsAre(Property(&v1::Login::login, "boris"), Property(&v1::Login::login, "olga")));
}

TEST_F(LoginTest, OfTheFirstAdminIsMadeByTheOperator) {
  Employ("head", {type::v1::SALES_HEAD});
  ASSERT_THAT(Call(Operator(), &Api::SetLogin, LoginOf("head", "head")), IsOk());
  EXPECT_TRUE(WhoIs(SignedIn("head"))->roles.Has(type::v1::SALES_HEAD));
}

TEST_F(LoginTest, BelongsToOneEmployee) {
  ASSERT_THAT(SetLogin("olga", "shop"), IsOk());
  EXPECT_THAT(SetLogin("boris", "SHOP"), StatusIs(Reason::kLoginAlreadyExists));
  ASSERT_THAT(SetLogin("olga", "olga"), IsOk());
  EXPECT_THAT(SetLogin("boris", "shop"), IsOk());
}

TEST_F(LoginTest, IsForThoseWhoWorkHere) {
  EXPECT_THAT(SetLogin("nobody", "nobody"), StatusIs(Reason::kEmployeeNotFound));
  Employ("boris", {type::v1::DESIGNER}, scheduling::v1::Employee::DISMISSED);
  EXPECT_THAT(SetLogin("boris", "boris"), StatusIs(Reason::kEmployeeDismissed));
}

TEST_F(LoginTest, NeedsAPasswordThatIsNotGuessedAtOnce) {
  for (const char* password : {"", "short", "1234567890", "olga.petrova"}) {
    EXPECT_THAT(SetLogin("olga", "olga.petrova", password), StatusIs(Reason::kPasswordWeak)) << password;
  }
  EXPECT_THAT(SetLogin("olga", "  "), StatusIs(Reason::kFieldInvalid));
}

TEST_F(LoginTest, MadeAnewEndsTheSessionsAndTheOldPassword) {
  ASSERT_THAT(SetLogin("olga", "olga"), IsOk());
  const Browser browser = SignedIn();
  ASSERT_THAT(SetLogin("olga", "olga", "another long one"), IsOk());
  EXPECT_THAT(Authorize(browser), StatusIs(Reason::kSessionEnded));
  EXPECT_EQ(Send(SigningIn({}, "olga", kPassword)).status, 401);
  EXPECT_EQ(Send(SigningIn({}, "olga", "another long one")).status, 200);
}

TEST_F(LoginTest, RemovedEndsTheSessionsAndLeavesNothing) {
  ASSERT_THAT(SetLogin("olga", "olga"), IsOk());
  const Browser browser = SignedIn();
  EXPECT_THAT(Remove("olga"), IsOk());
  EXPECT_THAT(Authorize(browser), StatusIs(Reason::kSessionEnded));
  EXPECT_EQ(Send(SigningIn({}, "olga", kPassword)).status, 401);
  EXPECT_THAT(Logins(), IsEmpty());
  EXPECT_THAT(Remove("olga"), StatusIs(Reason::kLoginNotFound));
  EXPECT_THAT(SetLogin("boris", "olga"), IsOk());
}

TEST_F(LoginTest, SetAgainByARetryIsSetOnce) {
  v1::SetLoginRequest request = LoginOf("olga", "olga");
  request.set_request_id("once");
  const auto first = Call(Head(), &Api::SetLogin, request);
  const Browser browser = SignedIn();
  const auto again = Call(Head(), &Api::SetLogin, request);
  ASSERT_THAT(first, IsOk());
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->SerializeAsString(), first->SerializeAsString());
  EXPECT_THAT(Authorize(browser), IsOk());
  request.set_password("another long one");
  EXPECT_THAT(Call(Head(), &Api::SetLogin, request), StatusIs(Reason::kRequestIdReused));
}

TEST_F(LoginTest, PasswordIsChangedByWhoKnowsIt) {
  ASSERT_THAT(SetLogin("olga", "olga"), IsOk());
  const Browser browser = SignedIn();
  EXPECT_THAT(ChangePassword("wrong password", "another long one"), StatusIs(Reason::kSignInRefused));
  EXPECT_THAT(ChangePassword(kPassword, "short"), StatusIs(Reason::kPasswordWeak));
  EXPECT_THAT(Authorize(browser), IsOk());
  EXPECT_THAT(ChangePassword(kPassword, "another long one"), IsOk());
  EXPECT_THAT(Authorize(browser), StatusIs(Reason::kSessionEnded));
  EXPECT_EQ(Send(SigningIn({}, "olga", kPassword)).status, 401);
  EXPECT_EQ(Send(SigningIn({}, "olga", "another long one")).status, 200);
}

TEST_F(LoginTest, PasswordChangedByARetryIsChangedOnce) {
  ASSERT_THAT(SetLogin("olga", "olga"), IsOk());
  ASSERT_THAT(ChangePassword(kPassword, "another long one", "once"), IsOk());
  EXPECT_THAT(ChangePassword(kPassword, "another long one", "once"), IsOk());
  EXPECT_THAT(ChangePassword(kPassword, "a third long one", "once"), StatusIs(Reason::kRequestIdReused));
}

TEST_F(LoginTest, WithoutOneThereIsNoPasswordToChange) {
  EXPECT_THAT(ChangePassword(kPassword, "another long one"), StatusIs(Reason::kLoginNotFound));
}

TEST_F(LoginTest, OfAnotherDepartmentIsOutOfReach) {
  v1::SetLoginRequest request = LoginOf("olga", "olga");
  request.set_employee("departments/d2/employees/olga");
  EXPECT_THAT(Call(Head(), &Api::SetLogin, request), StatusIs(Reason::kOtherDepartment));
  EXPECT_THAT(Call(Olga(), &Api::SetLogin, LoginOf("boris", "boris")), StatusIs(Reason::kRoleNotAllowed));
}

}  // namespace
}  // namespace zamer::gateway::access
