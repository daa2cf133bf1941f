// Any bytes at all must give the same replies however they are cut, and the same verdict on the protocol.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "services/common/redis/reply_reader.h"

namespace {

using zamer::redis::Reply;
using zamer::redis::ReplyReader;

struct Outcome {
  std::vector<Reply> replies;
  absl::StatusCode code;
  friend bool operator==(const Outcome&, const Outcome&) = default;
};

Outcome Read(std::string_view bytes, std::size_t piece) {
  constexpr std::size_t kLimit = std::size_t{1} << 20;
  ReplyReader reader(kLimit);
  Outcome outcome;
  for (; !bytes.empty(); bytes.remove_prefix(std::min(piece, bytes.size()))) {
    reader.Feed(bytes.substr(0, piece));
    while (std::optional<Reply> reply = reader.Next()) outcome.replies.push_back(*std::move(reply));
  }
  outcome.code = reader.status().code();
  return outcome;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const std::size_t piece = std::size_t{data[0]} + 1;
  if (!(Read(bytes, bytes.size()) == Read(bytes, piece))) std::abort();
  return 0;
}
