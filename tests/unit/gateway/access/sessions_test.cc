#include "services/gateway/domain/access/sessions.h"

#include <absl/strings/str_cat.h>
#include <gtest/gtest.h>

#include "services/common/time/timestamps.h"
#include "tests/support/fakes.h"

namespace zamer::gateway::access {
namespace {

using testing::TestNow;

constexpr SessionTimes kTimes{.idle = absl::Hours(12), .life = absl::Hours(48)};

v1::SessionsRecord With(v1::SessionsRecord sessions, const std::string& id, absl::Duration after) {
  return WithSession(std::move(sessions), id, kTimes, TestNow() + after);
}

bool IsLive(const v1::SessionsRecord& sessions, const std::string& id, absl::Duration after) {
  return FindSession(sessions, id, kTimes, TestNow() + after) != nullptr;
}

TEST(Sessions, EndWhenTheyAreNotUsed) {
  const v1::SessionsRecord sessions = With({}, "a", absl::ZeroDuration());
  EXPECT_TRUE(IsLive(sessions, "a", absl::Hours(12) - absl::Seconds(1)));
  EXPECT_FALSE(IsLive(sessions, "a", absl::Hours(12)));
  EXPECT_FALSE(IsLive(sessions, "b", absl::ZeroDuration()));
}

TEST(Sessions, EndAtTheirLifesEndHoweverMuchTheyAreUsed) {
  v1::SessionsRecord sessions = With({}, "a", absl::ZeroDuration());
  for (int hour = 11; hour < 48; hour += 11)
    sessions = WithUse(std::move(sessions), "a", TestNow() + absl::Hours(hour));
  EXPECT_TRUE(IsLive(sessions, "a", absl::Hours(48) - absl::Seconds(1)));
  EXPECT_FALSE(IsLive(sessions, "a", absl::Hours(48)));
  EXPECT_EQ(FromTimestamp(Shown(sessions.entries(0), "departments/d1/employees/e1", kTimes).expire_time()),
            TestNow() + absl::Hours(48));
}

TEST(Sessions, AreWrittenWhenUsedOnlyNowAndThen) {
  const v1::SessionsRecord sessions = With({}, "a", absl::ZeroDuration());
  EXPECT_FALSE(IsUseNews(sessions.entries(0), kTimes, TestNow() + absl::Minutes(4)));
  EXPECT_TRUE(IsUseNews(sessions.entries(0), kTimes, TestNow() + absl::Minutes(5)));
}

TEST(Sessions, AreFewAndTheOneUsedLongestAgoMakesRoom) {
  v1::SessionsRecord sessions;
  for (int i = 0; i < kMostSessions; ++i) sessions = With(std::move(sessions), absl::StrCat(i), absl::Minutes(i));
  sessions = WithUse(std::move(sessions), "0", TestNow() + absl::Minutes(100));
  sessions = With(std::move(sessions), "new", absl::Minutes(101));
  EXPECT_EQ(sessions.entries_size(), kMostSessions);
  EXPECT_TRUE(IsLive(sessions, "0", absl::Minutes(101)));
  EXPECT_FALSE(IsLive(sessions, "1", absl::Minutes(101)));
  EXPECT_TRUE(IsLive(sessions, "new", absl::Minutes(101)));
}

TEST(Sessions, ThatAreOverLeaveWithTheNextOne) {
  v1::SessionsRecord sessions = With({}, "a", absl::ZeroDuration());
  sessions = With(std::move(sessions), "b", absl::Hours(12));
  EXPECT_EQ(sessions.entries_size(), 1);
}

TEST(Sessions, EndOneByOne) {
  const v1::SessionsRecord both = With(With({}, "a", absl::ZeroDuration()), "b", absl::ZeroDuration());
  const auto one = WithoutSession(both, "a");
  ASSERT_TRUE(one.has_value());
  EXPECT_FALSE(IsLive(*one, "a", absl::ZeroDuration()));
  EXPECT_TRUE(IsLive(*one, "b", absl::ZeroDuration()));
  EXPECT_FALSE(WithoutSession(*one, "a").has_value());
}

}  // namespace
}  // namespace zamer::gateway::access
