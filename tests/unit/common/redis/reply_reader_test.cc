#include "services/common/redis/reply_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/support/status_matchers.h"

namespace zamer::redis {
namespace {

using ::testing::ElementsAre;
using testing::IsOk;
using testing::StatusIs;

constexpr std::size_t kLimit = 1 << 20;

// Everything that the reader makes of the bytes, fed `piece` bytes at a time.
std::vector<Reply> Read(ReplyReader& reader, std::string_view bytes, std::size_t piece = kLimit) {
  std::vector<Reply> replies;
  for (std::size_t at = 0; at < bytes.size(); at += piece) {
    reader.Feed(bytes.substr(at, piece));
    while (std::optional<Reply> reply = reader.Next()) replies.push_back(*std::move(reply));
  }
  return replies;
}

std::vector<Reply> Read(std::string_view bytes, std::size_t piece = kLimit) {
  ReplyReader reader(kLimit);
  std::vector<Reply> replies = Read(reader, bytes, piece);
  EXPECT_THAT(reader.status(), IsOk());
  return replies;
}

using namespace std::string_view_literals;
constexpr std::string_view kStream =
    "+OK\r\n:-42\r\n$5\r\na\r\n\0b\r\n$-1\r\n-WRONGTYPE bad kind\r\n*-1\r\n*0\r\n"
    "*3\r\n:1\r\n*2\r\n$1\r\nx\r\n*1\r\n+deep\r\n$0\r\n\r\n"sv;

std::vector<Reply> EveryKind() {
  std::vector<Reply> deepest;
  deepest.push_back(Reply::Status("deep"));
  std::vector<Reply> middle;
  middle.push_back(Reply::String("x"));
  middle.push_back(Reply::Array(deepest));
  return {Reply::Status("OK"),
          Reply::Integer(-42),
          Reply::String(std::string("a\r\n\0b", 5)),
          Reply(),
          Reply::Error("WRONGTYPE bad kind"),
          Reply(),
          Reply::Array({}),
          Reply::Array({Reply::Integer(1), Reply::Array(middle), Reply::String("")})};
}

TEST(ReplyReader, ReadsEveryKindOfReply) { EXPECT_EQ(Read(kStream), EveryKind()); }

TEST(ReplyReader, ReadsTheSameHoweverTheBytesAreCut) {
  for (std::size_t piece = 1; piece < kStream.size(); ++piece) EXPECT_EQ(Read(kStream, piece), EveryKind());
}

TEST(ReplyReader, KeepsLargeNestedArraysIntact) {
  constexpr int kSize = 2000;
  std::string bytes = "*" + std::to_string(kSize) + "\r\n";
  for (int i = 0; i < kSize; ++i) bytes += "*2\r\n:" + std::to_string(i) + "\r\n$3\r\nabc\r\n";
  const std::vector<Reply> replies = Read(bytes, 1000);
  ASSERT_EQ(replies.size(), 1u);
  ASSERT_EQ(replies[0].size(), static_cast<std::size_t>(kSize));
  for (int i = 0; i < kSize; ++i) {
    EXPECT_EQ(replies[0][i], Reply::Array({Reply::Integer(i), Reply::String("abc")}));
  }
}

TEST(ReplyReader, GivesNothingMoreAfterBytesThatAreNoReply) {
  ReplyReader reader(kLimit);
  EXPECT_THAT(Read(reader, ":1\r\nHTTP/1.1 200\r\n:2\r\n"), ElementsAre(Reply::Integer(1)));
  EXPECT_THAT(reader.status(), StatusIs(absl::StatusCode::kDataLoss));
  EXPECT_THAT(Read(reader, ":3\r\n"), ElementsAre());
}

TEST(ReplyReader, RefusesAReplyOverTheLimit) {
  ReplyReader reader(1000);
  EXPECT_THAT(Read(reader, "$5000\r\n" + std::string(5000, 'x') + "\r\n", 100), ElementsAre());
  EXPECT_THAT(reader.status(), StatusIs(absl::StatusCode::kResourceExhausted));
}

TEST(ReplyReader, DoesNotBelieveAnAnnouncedSize) {
  ReplyReader reader(kLimit);
  EXPECT_THAT(Read(reader, "*2147483647\r\n:1\r\n"), ElementsAre());
  EXPECT_THAT(reader.status(), IsOk());
}

TEST(Reply, GivesEmptyValuesForOtherKinds) {
  const Reply reply = Reply::Integer(7);
  EXPECT_EQ(reply.text(), "");
  EXPECT_EQ(reply.size(), 0u);
  EXPECT_TRUE(reply[3].is_nil());
  EXPECT_EQ(Reply::String("7").integer(), 0);
  EXPECT_EQ(Reply::String("ERR no").error_code(), "");
  EXPECT_EQ(Reply::Error("NOSCRIPT none").error_code(), "NOSCRIPT");
  EXPECT_EQ(Reply::Error("LOADING").error_code(), "LOADING");
}

}  // namespace
}  // namespace zamer::redis
