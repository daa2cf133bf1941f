#include "services/gateway/upstream/call_status.h"

#include <gtest/gtest.h>
#include <nghttp2/nghttp2.h>

#include "services/common/status/errors.h"
#include "services/gateway/domain/trailers.h"
#include "tests/support/status_matchers.h"

namespace zamer::gateway {
namespace {

using absl::StatusCode;
using testing::IsOk;
using testing::StatusIs;
using How = StreamEnd::How;

absl::Status Answered(const Fields& trailers, std::size_t left_bytes = 0) {
  return CallStatus({}, "200", trailers, left_bytes);
}

TEST(CallStatus, IsWhatTheServiceSays) {
  EXPECT_THAT(Answered({{"grpc-status", "0"}}), IsOk());
  const absl::Status error = NotFound(Reason::kLeadNotFound, "Нет такой заявки: 100 %", {{"name", "leads/1"}});
  EXPECT_EQ(Answered(TrailersOf(error, {})), error);
  const absl::Status bare = Answered({{"grpc-status", "5"}, {"grpc-message", "no%20such %thing"}});
  EXPECT_EQ(bare, absl::NotFoundError("no such %thing"));
}

TEST(CallStatus, ACodeThatNobodyKnowsIsUnknown) {
  for (const char* code : {"17", "-1", "x", "99999999999"}) {
    EXPECT_THAT(Answered({{"grpc-status", code}}), StatusIs(StatusCode::kUnknown)) << code;
  }
}

TEST(CallStatus, AnAnswerThatEndsWithinAMessageIsBroken) {
  EXPECT_THAT(Answered({{"grpc-status", "0"}}, 3), StatusIs(StatusCode::kInternal));
}

TEST(CallStatus, WithoutAWordOfTheServiceItIsHttps) {
  EXPECT_THAT(CallStatus({}, "503", {}, 0), StatusIs(Reason::kPeerUnavailable));
  EXPECT_THAT(CallStatus({}, "404", {}, 0), StatusIs(StatusCode::kUnimplemented));
  EXPECT_THAT(CallStatus({}, "401", {}, 0), StatusIs(StatusCode::kUnauthenticated));
  EXPECT_THAT(CallStatus({}, "200", {}, 0), StatusIs(StatusCode::kInternal));
}

TEST(CallStatus, AStreamThatIsBrokenOffSaysWhy) {
  const auto reset = [](std::uint32_t error) { return CallStatus({How::kReset, error}, "200", {}, 0); };
  EXPECT_THAT(reset(NGHTTP2_REFUSED_STREAM), StatusIs(Reason::kPeerUnavailable));
  EXPECT_THAT(reset(NGHTTP2_CANCEL), StatusIs(Reason::kCallCancelled));
  EXPECT_THAT(reset(NGHTTP2_ENHANCE_YOUR_CALM), StatusIs(StatusCode::kResourceExhausted));
  EXPECT_THAT(reset(NGHTTP2_INTERNAL_ERROR), StatusIs(StatusCode::kInternal));
  EXPECT_THAT(CallStatus({How::kLost}, "", {}, 0), StatusIs(Reason::kPeerUnavailable));
}

}  // namespace
}  // namespace zamer::gateway
