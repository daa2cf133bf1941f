#include "services/common/security/token_source.h"

#include <gmock/gmock.h>

#include <fstream>

#include "services/common/security/authenticator.h"
#include "tests/support/fakes.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace zamer::security {
namespace {

using zamer::testing::FakeClock;
using zamer::testing::IsOk;
using zamer::testing::TempDir;
using zamer::testing::TestNow;

TEST(DevelopmentTokens, AreBelievedAndMintedAnewBeforeTheyExpire) {
  FakeClock clock(TestNow());
  const auto authenticator = Authenticator::Make({.development_key = true}, clock).value();
  const TokenSource tokens = DevelopmentTokens(clock, "lead");
  const std::string first = tokens();
  const auto principal = authenticator->Verify(first);
  ASSERT_THAT(principal, IsOk());
  EXPECT_EQ((*principal)->subject, "services/lead");
  EXPECT_EQ((*principal)->department, "*");
  EXPECT_TRUE((*principal)->roles.Has(type::v1::SERVICE));
  EXPECT_EQ(tokens(), first);
  clock.Advance(absl::Hours(3));
  EXPECT_NE(tokens(), first);
  EXPECT_THAT(authenticator->Verify(tokens()), IsOk());
}

TEST(TokensFromFile, FollowTheFileAndKeepTheLastGoodToken) {
  FakeClock clock(TestNow());
  const TempDir folder;
  const std::string path = std::string(folder.path()) + "/token";
  std::ofstream(path) << "first\n";
  const TokenSource tokens = TokensFromFile(clock, path);
  EXPECT_EQ(tokens(), "first");
  std::ofstream(path) << "second\n";
  EXPECT_EQ(tokens(), "first") << "read at most every ten seconds";
  clock.Advance(absl::Seconds(10));
  EXPECT_EQ(tokens(), "second");
  std::ofstream(path, std::ios::trunc).flush();
  clock.Advance(absl::Seconds(10));
  EXPECT_EQ(tokens(), "second");
}

}  // namespace
}  // namespace zamer::security
