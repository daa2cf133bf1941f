// Matchers for the outcome of a command.
#pragma once
#include <gmock/gmock.h>

#include "services/common/redis/result.h"

namespace zamer::redis {

MATCHER_P(Answers, matcher, "is answered with what " + ::testing::DescribeMatcher<Reply>(matcher)) {
  if (!arg.answered()) {
    *result_listener << "not answered";
    return false;
  }
  *result_listener << "with kind " << static_cast<int>(arg.reply()->kind()) << ", text '" << arg.reply()->text()
                   << "', integer " << arg.reply()->integer();
  return ::testing::ExplainMatchResult(matcher, *arg.reply(), result_listener);
}

MATCHER_P(IsNotSent, why, "is not sent") {
  *result_listener << (arg.answered() ? "answered" : arg.unknown() != nullptr ? "unknown" : "not sent");
  return arg.not_sent() != nullptr && *arg.not_sent() == why;
}

MATCHER_P(IsUnknown, why, "is unknown") {
  *result_listener << (arg.answered() ? "answered" : arg.unknown() != nullptr ? "unknown" : "not sent");
  return arg.unknown() != nullptr && *arg.unknown() == why;
}

MATCHER_P(IsError, code, "is an error reply") { return arg.error_code() == code; }

}  // namespace zamer::redis
