#include "services/gateway/domain/message_reader.h"

#include <absl/strings/str_cat.h>

#include <utility>

#include "services/common/status/errors.h"
#include "services/gateway/domain/frame_head.h"

namespace zamer::gateway {

void MessageReader::Add(std::string_view bytes) {
  bytes_.erase(0, std::exchange(taken_, 0));
  bytes_.append(bytes);
}

absl::StatusOr<std::optional<std::string>> MessageReader::Next() {
  const std::string_view rest = std::string_view(bytes_).substr(taken_);
  if (rest.size() < kFrameHeadBytes) return std::nullopt;
  if (FlagsIn(rest) != 0) return Internal("A service sent a compressed message.");
  const std::size_t length = LengthIn(rest);
  if (length > most_bytes_) {
    return ResourceExhausted(Reason::kMessageTooLarge, "The answer is too large; ask for less at once.",
                             absl::ZeroDuration(), {{"most_bytes", absl::StrCat(most_bytes_)}});
  }
  if (rest.size() < kFrameHeadBytes + length) return std::nullopt;
  std::optional<std::string> message(rest.substr(kFrameHeadBytes, length));
  taken_ += kFrameHeadBytes + length;
  if (taken_ == bytes_.size()) {
    std::string().swap(bytes_);  // a stream may wait for its next message for hours
    taken_ = 0;
  }
  return message;
}

}  // namespace zamer::gateway
