#include "services/gateway/domain/message_reader.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "services/gateway/domain/frame_head.h"
#include "tests/support/status_matchers.h"

namespace zamer::gateway {
namespace {

using testing::StatusIs;

TEST(MessageReader, ALengthOverTheBoundIsRefusedBeforeTheMessageIsHere) {
  MessageReader reader(10);
  reader.Add(FrameHead(0, 11));
  EXPECT_THAT(reader.Next(), StatusIs(Reason::kMessageTooLarge));
}

TEST(MessageReader, ACompressedMessageIsNotUnderstood) {
  MessageReader reader(10);
  reader.Add(FrameHead(1, 0));
  EXPECT_THAT(reader.Next(), StatusIs(absl::StatusCode::kInternal));
}

RC_GTEST_PROP(MessageReader, MessagesComeOutAsTheyWentInHoweverTheyAreCut, (const std::vector<std::string>& messages)) {
  std::string bytes;
  for (const std::string& message : messages) bytes += FrameHead(0, message.size()) + message;
  MessageReader reader(1 << 20);
  std::vector<std::string> read;
  std::size_t taken = 0;
  while (!bytes.empty()) {
    const auto piece = *rc::gen::inRange<std::size_t>(1, bytes.size() + 1);
    reader.Add(bytes.substr(0, piece));
    bytes.erase(0, piece);
    taken += piece;
    for (auto message = reader.Next().value(); message.has_value(); message = reader.Next().value()) {
      taken -= kFrameHeadBytes + message->size();
      read.push_back(*std::move(message));
    }
    RC_ASSERT(reader.held() == taken);
  }
  RC_ASSERT(read == messages);
}

}  // namespace
}  // namespace zamer::gateway
