#include "services/common/redis/reply_status.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/status_matchers.h"

namespace zamer::redis {
namespace {

using ::testing::HasSubstr;
using testing::IsOkAndHolds;
using ::testing::Not;
using testing::StatusIs;

TEST(ToReply, GivesTheReply) { EXPECT_THAT(ToReply(Reply::Integer(7)), IsOkAndHolds(Reply::Integer(7))); }

TEST(ToReply, TellsThatACommandWithoutConnectionChangedNothing) {
  EXPECT_THAT(ToReply(NotSent::kDisconnected), StatusIs(Reason::kStoreUnavailable));
}

TEST(ToReply, TellsThatTheDeadlinePassedBeforeTheCommandWasSent) {
  EXPECT_THAT(ToReply(NotSent::kDeadline), StatusIs(Reason::kDeadlineExpired));
}

TEST(ToReply, AsksToSlowDownWhenTooMuchWaits) {
  const absl::Status status = ToReply(NotSent::kOverloaded).status();
  EXPECT_THAT(status, StatusIs(Reason::kOverloaded));
  EXPECT_TRUE(RetryAfterOf(status).has_value());
}

TEST(ToReply, AsksToRetryWithTheSameRequestIdWhenTheOutcomeIsUnknown) {
  for (const Unknown why : {Unknown::kTimeout, Unknown::kConnectionLost, Unknown::kClosed}) {
    EXPECT_THAT(ToReply(why), StatusIs(Reason::kOutcomeUnknown, HasSubstr("request_id")));
  }
}

TEST(ToReply, TreatsRefusalsForNowAsUnavailable) {
  for (const char* text : {"READONLY You can't write", "LOADING Redis is loading", "MASTERDOWN Link", "NOREPLICAS Not",
                           "OOM command not allowed", "MISCONF Redis is configured", "BUSY Redis is busy"}) {
    EXPECT_THAT(ToReply(Reply::Error(text)), StatusIs(Reason::kStoreUnavailable)) << text;
  }
}

TEST(ToReply, TreatsOtherErrorsAsABrokenRule) {
  EXPECT_THAT(ToReply(Reply::Error("WRONGTYPE Operation against a key")), StatusIs(Reason::kInternal));
}

TEST(ToReply, NamesTheLineOfAFailedScript) {
  EXPECT_THAT(ToReply(Reply::Error("ERR user_script:3: oops script: abc, on @user_script:3.")),
              StatusIs(Reason::kInternal, HasSubstr("user_script:3")));
}

TEST(ToReply, DoesNotRepeatArgumentsThatRedisQuotes) {
  EXPECT_THAT(ToReply(Reply::Error("ERR unknown command 'SETT', with args beginning with: '+79120000000'")),
              StatusIs(Reason::kInternal, Not(HasSubstr("7912"))));
}

}  // namespace
}  // namespace zamer::redis
