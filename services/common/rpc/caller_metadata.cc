#include "services/common/rpc/caller_metadata.h"

#include <absl/strings/match.h>
#include <absl/strings/str_split.h>

namespace zamer::rpc {
namespace {

constexpr size_t kMaxPositions = 8;
constexpr std::string_view kBearer = "Bearer ";

std::string_view View(grpc::string_ref text) { return {text.data(), text.size()}; }

std::string_view TokenIn(std::string_view authorization) {
  const std::string_view scheme = authorization.substr(0, kBearer.size());
  const bool bearer = absl::EqualsIgnoreCase(absl::string_view(scheme.data(), scheme.size()),
                                             absl::string_view(kBearer.data(), kBearer.size()));
  return bearer ? authorization.substr(kBearer.size()) : std::string_view();
}

// Metadata of one name may come as one value, parted by commas: HTTP allows it, and browsers send it so.
void AddPositions(std::string_view value, std::vector<std::string>& positions) {
  const absl::string_view text(value.data(), value.size());
  for (const absl::string_view position : absl::StrSplit(text, absl::ByAnyChar(", "), absl::SkipEmpty())) {
    if (positions.size() == kMaxPositions) return;
    positions.emplace_back(position);
  }
}

}  // namespace

CallerMetadata ReadMetadata(const grpc::CallbackServerContext& context) {
  CallerMetadata result;
  for (const auto& [name, text] : context.client_metadata()) {
    const std::string_view key = View(name);
    const std::string_view value = View(text);
    if (key == kAuthorizationKey) {
      result.token = TokenIn(value);
    } else if (key == kTraceParentKey) {
      result.trace_parent = value;
    } else if (key == kPositionKey) {
      AddPositions(value, result.positions);
    }
  }
  return result;
}

}  // namespace zamer::rpc
