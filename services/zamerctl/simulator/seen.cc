#include "services/zamerctl/simulator/seen.h"

#include <absl/strings/numbers.h>

#include <cstdint>
#include <string_view>
#include <utility>

#include "services/common/rpc/caller_metadata.h"

namespace zamer::simulator {
namespace {

// Cursors are `milliseconds-sequence`, which do not compare as text.
std::pair<std::uint64_t, std::uint64_t> OrderOf(std::string_view position) {
  const std::string_view cursor = position.substr(position.rfind('/') + 1);
  const std::size_t dash = cursor.find('-');
  std::uint64_t millis = 0;
  std::uint64_t sequence = 0;
  if (dash == std::string_view::npos || !absl::SimpleAtoi(std::string(cursor.substr(0, dash)), &millis) ||
      !absl::SimpleAtoi(std::string(cursor.substr(dash + 1)), &sequence)) {
    return {};
  }
  return {millis, sequence};
}

}  // namespace

void Seen::Note(const std::string& position) {
  std::string& newest = newest_[position.substr(0, position.rfind('/'))];
  if (newest.empty() || OrderOf(newest) < OrderOf(position)) newest = position;
}

void Seen::Note(const Seen& other) {
  for (const auto& [feed, position] : other.newest_) Note(position);
}

void Seen::NoteTrailers(const grpc::ClientContext& context) {
  const auto& trailers = context.GetServerTrailingMetadata();
  const auto [begin, end] = trailers.equal_range(grpc::string_ref(rpc::kPositionKey.data(), rpc::kPositionKey.size()));
  for (auto it = begin; it != end; ++it) Note(std::string(it->second.data(), it->second.size()));
}

void Seen::SendWith(grpc::ClientContext& context) const {
  for (const auto& [feed, position] : newest_) context.AddMetadata(std::string(rpc::kPositionKey), position);
}

}  // namespace zamer::simulator
