#include "services/common/security/token_cache.h"

#include <gtest/gtest.h>

#include "tests/support/fakes.h"

namespace zamer::security {
namespace {

using zamer::testing::TestNow;

std::shared_ptr<const Principal> Someone(std::string subject) {
  return std::make_shared<const Principal>(Principal{std::move(subject), "d1", {}});
}

TEST(TokenCache, FindsATokenUntilItsEnd) {
  TokenCache cache(2);
  cache.Insert("a", Someone("services/a"), TestNow() + absl::Seconds(10), cache.generation());
  EXPECT_EQ(cache.Find("a", TestNow())->subject, "services/a");
  EXPECT_EQ(cache.Find("b", TestNow()), nullptr);
  EXPECT_EQ(cache.Find("a", TestNow() + absl::Seconds(10)), nullptr);
  EXPECT_EQ(cache.Find("a", TestNow()), nullptr) << "dropped for good";
}

TEST(TokenCache, DropsTheTokenThatWasNotUsedForLongest) {
  TokenCache cache(2);
  for (const char* token : {"a", "b"}) cache.Insert(token, Someone(token), absl::InfiniteFuture(), cache.generation());
  EXPECT_NE(cache.Find("a", TestNow()), nullptr);
  cache.Insert("c", Someone("c"), absl::InfiniteFuture(), cache.generation());
  EXPECT_NE(cache.Find("a", TestNow()), nullptr);
  EXPECT_EQ(cache.Find("b", TestNow()), nullptr);
  EXPECT_NE(cache.Find("c", TestNow()), nullptr);
}

TEST(TokenCache, RefusesWhatWasVerifiedBeforeItWasCleared) {
  TokenCache cache(2);
  const int before = cache.generation();
  cache.Insert("a", Someone("a"), absl::InfiniteFuture(), before);
  cache.Clear();
  EXPECT_EQ(cache.Find("a", TestNow()), nullptr);
  cache.Insert("a", Someone("a"), absl::InfiniteFuture(), before);
  EXPECT_EQ(cache.Find("a", TestNow()), nullptr);
}

}  // namespace
}  // namespace zamer::security
