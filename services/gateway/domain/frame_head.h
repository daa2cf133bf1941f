// What stands before each message, in gRPC and gRPC-Web alike: a byte of flags and the length in four.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace zamer::gateway {

inline constexpr std::size_t kFrameHeadBytes = 5;

std::string FrameHead(std::uint8_t flags, std::size_t size);

// Of bytes that begin with a whole head.
inline std::uint8_t FlagsIn(std::string_view head) { return static_cast<std::uint8_t>(head.front()); }
std::size_t LengthIn(std::string_view head);

}  // namespace zamer::gateway
