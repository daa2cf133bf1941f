#include "services/gateway/domain/grpc_web.h"

#include <absl/strings/escaping.h>
#include <absl/strings/str_cat.h>

#include <algorithm>
#include <cstdint>

#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/gateway/domain/frame_head.h"

namespace zamer::gateway {
namespace {

constexpr std::uint8_t kMessage = 0;
constexpr std::uint8_t kTrailers = 0x80;
constexpr std::size_t kQuantum = 4;  // characters of base64 that stand for three bytes

absl::Status Malformed(std::string_view why) { return InvalidArgument(Reason::kHttpRequestInvalid, why); }

// Up to where the text can be decoded at once: the end of the first quantum with padding, or of all.
std::size_t PieceEnd(std::string_view text) {
  const std::size_t padding = text.find('=');
  if (padding == std::string_view::npos) return text.size();
  return std::min(text.size(), (padding / kQuantum + 1) * kQuantum);
}

}  // namespace

absl::StatusOr<std::vector<Frame>> ReadFrames(std::string_view body) {
  std::vector<Frame> frames;
  while (!body.empty()) {
    if (body.size() < kFrameHeadBytes) return Malformed("The body ends within the head of a gRPC-Web frame.");
    const auto flags = FlagsIn(body);
    if (flags != kMessage && flags != kTrailers) {
      return Malformed(
          "The body has a gRPC-Web frame with flags that are not spoken here; send messages uncompressed.");
    }
    const std::size_t length = LengthIn(body);
    body.remove_prefix(kFrameHeadBytes);
    if (length > body.size()) return Malformed("The body ends within a gRPC-Web frame.");
    frames.push_back({.trailers = flags == kTrailers, .payload = body.substr(0, length)});
    body.remove_prefix(length);
  }
  return frames;
}

absl::StatusOr<std::string_view> ReadRequestFrame(std::string_view body, std::size_t most_bytes) {
  ZAMER_ASSIGN_OR_RETURN(const std::vector<Frame> frames, ReadFrames(body));
  if (frames.size() != 1 || frames.front().trailers) {
    return Malformed("The body of a gRPC-Web request is one frame with one message.");
  }
  if (frames.front().payload.size() > most_bytes) {
    return ResourceExhausted(Reason::kMessageTooLarge, "Send a smaller message.", absl::ZeroDuration(),
                             {{"most_bytes", absl::StrCat(most_bytes)}});
  }
  return frames.front().payload;
}

std::string MessageHead(std::size_t size) { return FrameHead(kMessage, size); }

std::string TrailersFrame(const Fields& fields) {
  std::string block;
  for (const auto& [name, value] : fields) absl::StrAppend(&block, name, ": ", value, "\r\n");
  return FrameHead(kTrailers, block.size()) + block;
}

absl::StatusOr<std::string> DecodeText(std::string_view text) {
  std::string bytes;
  bytes.reserve(text.size() / kQuantum * 3);
  while (!text.empty()) {
    const std::size_t end = PieceEnd(text);
    std::string piece;
    if (end % kQuantum != 0 || !absl::Base64Unescape(std::string(text.substr(0, end)), &piece)) {
      return Malformed("The body is not base64, as its content type says.");
    }
    bytes += piece;
    text.remove_prefix(end);
  }
  return bytes;
}

std::string EncodeText(std::string_view bytes) { return absl::Base64Escape(std::string(bytes)); }

}  // namespace zamer::gateway
