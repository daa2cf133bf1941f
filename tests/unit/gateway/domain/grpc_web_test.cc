#include "services/gateway/domain/grpc_web.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "services/gateway/domain/trailers.h"
#include "tests/support/grpc_web_answer.h"
#include "tests/support/status_matchers.h"

namespace zamer::gateway {
namespace {

using namespace std::string_literals;  // NOLINT(google-build-using-namespace)
using testing::GrpcWebAnswer;
using testing::GrpcWebRequest;
using testing::IsOkAndHolds;
using testing::ReadGrpcWebAnswer;
using testing::StatusIs;

constexpr std::size_t kPlenty = 1 << 20;

TEST(GrpcWeb, AMessageIsItsFlagsItsLengthAndItsBytes) {
  EXPECT_EQ(MessageHead(3), "\0\0\0\0\3"s);
  EXPECT_EQ(MessageHead(0x01020304), "\0\1\2\3\4"s);
}

TEST(GrpcWeb, TrailersAreAFrameOfHeaderLines) {
  EXPECT_EQ(TrailersFrame({{"grpc-status", "0"}, {"zamer-position", "1-2"}}),
            "\x80\0\0\0\x25grpc-status: 0\r\nzamer-position: 1-2\r\n"s);
}

TEST(GrpcWeb, ARequestIsOneMessage) {
  EXPECT_THAT(ReadRequestFrame(GrpcWebRequest("abc"), kPlenty), IsOkAndHolds(std::string_view("abc")));
  EXPECT_THAT(ReadRequestFrame(GrpcWebRequest(""), kPlenty), IsOkAndHolds(std::string_view("")));
}

TEST(GrpcWeb, ABodyThatIsNotOneMessageIsRefused) {
  const std::string message = GrpcWebRequest("abc");
  const std::string bodies[] = {
      "",
      message.substr(0, 3),              // ends in the head
      message.substr(0, 7),              // ends in the message
      message + message,                 // two messages
      message + TrailersFrame({}),       // trailers of its own
      TrailersFrame({}),                 // nothing but trailers
      "\1" + message.substr(1),          // compressed
      "\0\xff\xff\xff\xff"s,             // four gigabytes to come
      "\x40" + message.substr(1),        // flags of the future
      "{\"name\": \"departments/d1\"}",  // JSON by mistake
  };
  for (const std::string& body : bodies) {
    EXPECT_THAT(ReadRequestFrame(body, kPlenty), StatusIs(Reason::kHttpRequestInvalid)) << body;
  }
}

TEST(GrpcWeb, AMessageOverTheLimitIsRefused) {
  EXPECT_THAT(ReadRequestFrame(GrpcWebRequest("abcd"), 4), IsOkAndHolds(std::string_view("abcd")));
  EXPECT_THAT(ReadRequestFrame(GrpcWebRequest("abcde"), 4), StatusIs(Reason::kMessageTooLarge));
}

TEST(GrpcWeb, TextThatIsNotBase64IsRefused) {
  for (const std::string text : {"YWJj!", "YWJ", "YW=j", "YWJj\nYWJj", "====", "Y===", "YW==="}) {
    EXPECT_THAT(DecodeText(text), StatusIs(Reason::kHttpRequestInvalid)) << text;
  }
}

TEST(GrpcWeb, TextMayHavePaddingWhereverAPieceEnded) {
  EXPECT_THAT(DecodeText("YQ==YmM=ZGVm"), IsOkAndHolds(std::string("abcdef")));
  EXPECT_THAT(DecodeText(""), IsOkAndHolds(std::string()));
}

RC_GTEST_PROP(GrpcWeb, WhatIsWrittenIsRead, (const std::vector<std::string>& messages)) {
  std::string body;
  for (const std::string& message : messages) body += GrpcWebRequest(message);
  body += TrailersFrame(TrailersOf(absl::OkStatus(), {}));
  const GrpcWebAnswer answer = ReadGrpcWebAnswer(body);
  RC_ASSERT(answer.messages == messages);
  RC_ASSERT(answer.status.ok());
}

RC_GTEST_PROP(GrpcWeb, PiecesOfTextAreReadAsOneBody, (const std::vector<std::string>& pieces)) {
  std::string text;
  std::string bytes;
  for (const std::string& piece : pieces) {
    text += EncodeText(piece);
    bytes += piece;
  }
  RC_ASSERT(DecodeText(text).value() == bytes);
}

RC_GTEST_PROP(GrpcWeb, NoPrefixOfAMessageIsAMessage, (const std::string& message)) {
  const std::string body = GrpcWebRequest(message);
  const auto length = *rc::gen::inRange<std::size_t>(0, body.size());
  RC_ASSERT(ReasonOf(ReadRequestFrame(body.substr(0, length), kPlenty).status()) == Reason::kHttpRequestInvalid);
}

}  // namespace
}  // namespace zamer::gateway
