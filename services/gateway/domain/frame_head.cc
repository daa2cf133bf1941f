#include "services/gateway/domain/frame_head.h"

namespace zamer::gateway {

std::string FrameHead(std::uint8_t flags, std::size_t size) {
  std::string head;
  head.reserve(kFrameHeadBytes);
  head += static_cast<char>(flags);
  for (int shift = 24; shift >= 0; shift -= 8) head += static_cast<char>((size >> shift) & 0xff);
  return head;
}

std::size_t LengthIn(std::string_view head) {
  std::size_t length = 0;
  for (const char byte : head.substr(1, kFrameHeadBytes - 1)) length = length << 8 | static_cast<std::uint8_t>(byte);
  return length;
}

}  // namespace zamer::gateway
