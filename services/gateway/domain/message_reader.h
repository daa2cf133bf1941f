#pragma once

#include <absl/status/statusor.h>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace zamer::gateway {

// Puts the messages of a gRPC body together from bytes that arrive in any pieces.
class MessageReader {
 public:
  explicit MessageReader(std::size_t most_bytes) : most_bytes_(most_bytes) {}

  void Add(std::string_view bytes);

  // Takes the next message out; nothing while it is not here as a whole. RESOURCE_EXHAUSTED/MESSAGE_TOO_LARGE as soon
  // as its length says so; INTERNAL for one that is compressed, which nobody asked for.
  absl::StatusOr<std::optional<std::string>> Next();

  // What came and was not taken out.
  std::size_t held() const { return bytes_.size() - taken_; }

 private:
  const std::size_t most_bytes_;
  std::string bytes_;
  std::size_t taken_ = 0;
};

}  // namespace zamer::gateway
