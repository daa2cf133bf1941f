// gRPC-Web (github.com/grpc/grpc, doc/PROTOCOL-WEB.md): a body of frames, each a byte of flags, the length in four
// bytes and the payload; an answer's last frame holds what gRPC has in its trailers.
#pragma once

#include <absl/status/statusor.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace zamer::gateway {

// Names, in lower case, and values.
using Fields = std::vector<std::pair<std::string, std::string>>;

struct Frame {
  bool trailers = false;
  // Into the bytes that were read.
  std::string_view payload;
};

// The frames of a whole body. HTTP_REQUEST_INVALID when it ends within one, or has one of a kind that is not known
// here, such as a compressed message.
absl::StatusOr<std::vector<Frame>> ReadFrames(std::string_view body);

// The message that a request's body holds: just one. HTTP_REQUEST_INVALID, MESSAGE_TOO_LARGE.
absl::StatusOr<std::string_view> ReadRequestFrame(std::string_view body, std::size_t most_bytes);

// What goes before a message of `size` bytes; they follow as they are.
std::string MessageHead(std::size_t size);

std::string TrailersFrame(const Fields& fields);

// Base64 of a body that may have been encoded piece by piece, so that padding stands within it. HTTP_REQUEST_INVALID.
absl::StatusOr<std::string> DecodeText(std::string_view text);

// A piece of an answer, padded: pieces can be decoded one by one.
std::string EncodeText(std::string_view bytes);

}  // namespace zamer::gateway
