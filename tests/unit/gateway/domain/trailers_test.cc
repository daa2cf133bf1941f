#include "services/gateway/domain/trailers.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "services/common/status/errors.h"
#include "tests/support/grpc_web_answer.h"

namespace zamer::gateway {
namespace {

using testing::ReadGrpcWebAnswer;

TEST(Trailers, AnOkIsItsCodeAndTheMetadata) {
  EXPECT_EQ(TrailersOf(absl::OkStatus(), {{"zamer-position", "p"}}),
            (Fields{{"grpc-status", "0"}, {"zamer-position", "p"}}));
}

TEST(Trailers, AnErrorKeepsItsReasonMetadataAndDetails) {
  const absl::Status error =
      Unavailable(Reason::kPeerUnavailable, "Попробуйте ещё раз: 100 %\r\n", absl::Seconds(2), {{"service", "lead"}});
  const absl::Status read = ReadGrpcWebAnswer(TrailersFrame(TrailersOf(error, {}))).status;
  EXPECT_EQ(read, error);
  EXPECT_EQ(ReasonOf(read), Reason::kPeerUnavailable);
  EXPECT_EQ(RetryAfterOf(read), absl::Seconds(2));
}

TEST(Trailers, AMessageCannotAddALine) {
  const absl::Status error = absl::InternalError("a\r\ngrpc-status: 0");
  EXPECT_EQ(ReadGrpcWebAnswer(TrailersFrame(TrailersOf(error, {}))).status.code(), absl::StatusCode::kInternal);
}

TEST(Trailers, EncodingLeavesReadableTextAsItIs) {
  EXPECT_EQ(PercentEncoded("call again ~ 50% \n"), "call again ~ 50%25 %0A");
  EXPECT_EQ(PercentEncoded("да"), "%D0%B4%D0%B0");
}

TEST(Trailers, WhatIsNoEncodingStaysAsItIs) { EXPECT_EQ(PercentDecoded("100% %zz %4 %2"), "100% %zz %4 %2"); }

RC_GTEST_PROP(Trailers, AnyTextIsDecodedAgain, (const std::string& text)) {
  RC_ASSERT(PercentDecoded(PercentEncoded(text)) == text);
}

RC_GTEST_PROP(Trailers, AnyErrorIsReadBack, (const std::string& text)) {
  const auto code = static_cast<absl::StatusCode>(*rc::gen::inRange(1, 17));
  std::string message = text;
  std::ranges::replace_if(message, [](char c) { return static_cast<unsigned char>(c) >= 0x80; }, '?');
  const absl::Status error(code, message);
  RC_ASSERT(ReadGrpcWebAnswer(TrailersFrame(TrailersOf(error, {}))).status == error);
}

}  // namespace
}  // namespace zamer::gateway
