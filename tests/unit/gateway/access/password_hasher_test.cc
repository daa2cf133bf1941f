#include "services/gateway/access/password_hasher.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <asio/co_spawn.hpp>

#include "tests/support/loop.h"
#include "tests/support/status_matchers.h"

namespace zamer::gateway::access {
namespace {

using testing::IsOkAndHolds;
using testing::RunOnLoop;
using ::testing::StartsWith;
using testing::StatusIs;

TEST(PasswordHasher, KnowsAPasswordByItsHashAlone) {
  asio::io_context loop;
  PasswordHasher hasher(loop, 1);
  const std::string hash = RunOnLoop(loop, hasher.Hash("a long password")).value();
  EXPECT_THAT(hash, StartsWith("$argon2id$"));
  EXPECT_NE(RunOnLoop(loop, hasher.Hash("a long password")).value(), hash);
  EXPECT_THAT(RunOnLoop(loop, hasher.Matches(hash, "a long password")), IsOkAndHolds(true));
  EXPECT_THAT(RunOnLoop(loop, hasher.Matches(hash, "another password")), IsOkAndHolds(false));
  EXPECT_THAT(RunOnLoop(loop, hasher.Matches("", "a long password")), IsOkAndHolds(false));
  EXPECT_THAT(RunOnLoop(loop, hasher.Matches("no hash", "a long password")), IsOkAndHolds(false));
}

TEST(PasswordHasher, RefusesMoreThanMayWait) {
  asio::io_context loop;
  PasswordHasher hasher(loop, 1, 2);
  int made = 0;
  std::vector<absl::Status> refused;
  for (int i = 0; i < 5; ++i) {
    asio::co_spawn(loop, hasher.Hash("a long password"),
                   [&](std::exception_ptr, const absl::StatusOr<std::string>& hash) {
                     hash.ok() ? static_cast<void>(++made) : refused.push_back(hash.status());
                   });
  }
  testing::RunUntil(loop, [&] { return made + refused.size() == 5; });
  EXPECT_EQ(made, 2);
  ASSERT_EQ(refused.size(), 3);
  for (const absl::Status& status : refused) EXPECT_THAT(status, StatusIs(Reason::kOverloaded));
}

TEST(PasswordHasher, LeavesTheLoopFreeMeanwhile) {
  asio::io_context loop;
  PasswordHasher hasher(loop, 1);
  bool done = false;
  asio::co_spawn(loop, hasher.Hash("a long password"), [&](std::exception_ptr, const auto&) { done = true; });
  loop.poll();
  EXPECT_FALSE(done);
  EXPECT_TRUE(testing::RunUntil(loop, [&] { return done; }));
}

}  // namespace
}  // namespace zamer::gateway::access
