// Matchers for absl::Status and absl::StatusOr.
//
//   EXPECT_THAT(status, IsOk());
//   EXPECT_THAT(Load(name), IsOkAndHolds(HasSubstr("a")));
//   EXPECT_THAT(Load(name), StatusIs(absl::StatusCode::kNotFound));
//   EXPECT_THAT(Load(name), StatusIs(Reason::kLeadNotFound));
#pragma once
#include <absl/status/status.h>
#include <absl/status/statusor.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "services/common/status/errors.h"
#include "services/common/status/reasons.h"

namespace zamer::testing {

inline absl::Status StatusOf(const absl::Status& status) { return status; }
template <typename T>
absl::Status StatusOf(const absl::StatusOr<T>& result) {
  return result.status();
}

inline std::string Describe(const absl::Status& status) { return status.ToString(); }

MATCHER(IsOk, "is OK") {
  *result_listener << Describe(StatusOf(arg));
  return StatusOf(arg).ok();
}

MATCHER_P(IsOkAndHolds, value, "is OK and holds the expected value") {
  if (!arg.ok()) {
    *result_listener << Describe(arg.status());
    return false;
  }
  return ::testing::ExplainMatchResult(value, *arg, result_listener);
}

namespace internal {
inline bool Agrees(const absl::Status& status, absl::StatusCode code) { return status.code() == code; }
inline bool Agrees(const absl::Status& status, Reason reason) { return ReasonOf(status) == reason; }
inline std::string NameOf(absl::StatusCode code) { return absl::StatusCodeToString(code); }
inline std::string NameOf(Reason reason) { return std::string(ReasonName(reason)); }
}  // namespace internal

// The expectation is a canonical code or a Reason.
MATCHER_P(StatusIs, expected, "is " + internal::NameOf(expected)) {
  *result_listener << Describe(StatusOf(arg));
  return internal::Agrees(StatusOf(arg), expected);
}

// And the message matches too.
MATCHER_P2(StatusIs, expected, message, "is " + internal::NameOf(expected) + " with a fitting message") {
  *result_listener << Describe(StatusOf(arg));
  return internal::Agrees(StatusOf(arg), expected) &&
         ::testing::ExplainMatchResult(message, std::string(StatusOf(arg).message()), result_listener);
}

}  // namespace zamer::testing
