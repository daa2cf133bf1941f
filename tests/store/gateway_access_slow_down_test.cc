// Whoever guesses passwords at the edge gets slower and slower.
#include <asio/co_spawn.hpp>

#include "tests/store/gateway_access_fixture.h"
#include "tests/support/stored_keys.h"

namespace zamer::gateway::access {
namespace {

class SlowDownTest : public AccessFixture {
 protected:
  SlowDownTest() {
    AddEdge();
    Employ("olga", {type::v1::LEAD_MANAGER});
    EXPECT_THAT(SetLogin("olga", "olga"), IsOk());
  }

  // The status of an attempt.
  int Try(const std::string& login, const std::string& password, std::size_t replica = 0,
          const std::string& peer = "192.0.2.1") {
    return Send(SigningIn({.peer = peer}, login, password), replica).status;
  }
  void Fail(const std::string& login, int times) {
    for (int i = 0; i < times; ++i) ASSERT_EQ(Try(login, "wrong password"), 401) << i;
  }
};

TEST_F(SlowDownTest, AfterSomeFailuresEvenTheRightPasswordHasToWaitEverywhere) {
  Fail("olga", 6);
  const http::Response refused = Send(SigningIn({}, "olga", kPassword));
  EXPECT_EQ(refused.status, 429);
  EXPECT_THAT(refused.body, ::testing::HasSubstr("SIGN_INS_TOO_MANY"));
  EXPECT_EQ(refused.headers.Get("retry-after"), "1");
  EXPECT_EQ(Try("olga", kPassword, /*replica=*/1, "198.51.100.7"), 429);
  clock_.Advance(absl::Seconds(1));
  EXPECT_EQ(Try("olga", "wrong password"), 401);
  clock_.Advance(absl::Seconds(1));
  EXPECT_EQ(Try("olga", kPassword), 429);
  clock_.Advance(absl::Seconds(1));
  EXPECT_EQ(Try("olga", kPassword), 200);
}

TEST_F(SlowDownTest, ARightPasswordForgetsTheFailuresBefore) {
  Fail("olga", 5);
  EXPECT_EQ(Try("olga", kPassword), 200);
  Fail("olga", 5);
  EXPECT_EQ(Try("olga", kPassword), 200);
}

TEST_F(SlowDownTest, ALoginThatNobodyHasIsSlowedLikeAnyOther) {
  Fail("nobody", 6);
  EXPECT_EQ(Try("nobody", "wrong password"), 429);
  EXPECT_EQ(Try("olga", kPassword), 200);
}

TEST_F(SlowDownTest, ManyAttemptsAtOnceDoNotSlipThrough) {
  constexpr int kAttempts = 24;
  std::vector<std::unique_ptr<RecordedExchange>> exchanges;
  int looked_at = 0;
  int ended = 0;
  for (int i = 0; i < kAttempts; ++i) {
    exchanges.push_back(std::make_unique<RecordedExchange>(
        SigningIn({.peer = absl::StrCat("192.0.2.", i)}, "olga", absl::StrCat("wrong password ", i))));
    asio::co_spawn(loop_, edge(i % 2).router.Route(*exchanges.back()),
                   [&](std::exception_ptr, const absl::Status& status) {
                     looked_at += ReasonOf(status) == Reason::kSignInRefused ? 1 : 0;
                     ++ended;
                   });
  }
  ASSERT_TRUE(testing::RunUntil(loop_, [&] { return ended == kAttempts; }));
  EXPECT_GT(looked_at, 0);
  EXPECT_LE(looked_at, 6);
}

TEST_F(SlowDownTest, AnAddressThatTriesManyLoginsHasToWaitAndOthersDoNot) {
  int tried = 0;
  while (tried < 100 && Try(absl::StrCat("login-", tried), "wrong password") == 401) ++tried;
  EXPECT_EQ(tried, kPerPeer.free + 1);
  EXPECT_EQ(Try("olga", kPassword), 429);
  EXPECT_EQ(Try("olga", kPassword, 0, "192.0.2.2"), 200);
  clock_.Advance(absl::Seconds(1));
  EXPECT_EQ(Try("olga", kPassword), 200);
}

TEST_F(SlowDownTest, GuessesAtTheOldPasswordCountToo) {
  for (int i = 0; i < 6; ++i) {
    EXPECT_THAT(ChangePassword("wrong password", "another long one"), StatusIs(Reason::kSignInRefused));
  }
  EXPECT_THAT(ChangePassword(kPassword, "another long one"), StatusIs(Reason::kSignInsTooMany));
  EXPECT_EQ(Try("olga", kPassword), 429);
}

TEST_F(SlowDownTest, ANewPasswordBeginsAnew) {
  Fail("olga", 6);
  EXPECT_THAT(SetLogin("olga", "olga", "another long one"), IsOk());
  EXPECT_EQ(Try("olga", "another long one"), 200);
}

TEST_F(SlowDownTest, WhatIsCountedGoesByItself) {
  Fail("nobody", 1);
  for (const testing::StoredKey& key : testing::ScanAll(redis_server_)) {
    if (key.name.find(":attempts:") == std::string::npos) continue;
    EXPECT_LE(key.life, kPerLogin.memory);
  }
}

}  // namespace
}  // namespace zamer::gateway::access
