#include "services/gateway/domain/access/origin.h"

#include <absl/strings/match.h>
#include <absl/strings/str_cat.h>

#include <algorithm>

namespace zamer::gateway::access {
namespace {

constexpr std::size_t kLongestPath = 1024;

}  // namespace

bool IsOwnOrigin(const Sender& sender, const std::vector<std::string>& allowed) {
  if (sender.origin.empty()) return true;
  const std::string own = absl::StrCat(sender.secure ? "https://" : "http://", std::string(sender.host));
  if (!sender.host.empty() && absl::EqualsIgnoreCase(own, std::string(sender.origin))) return true;
  return std::ranges::find(allowed, sender.origin) != allowed.end();
}

bool IsLocalPath(std::string_view path) {
  // `//host` and `/\host` are addresses of other sites to a browser.
  const bool begins_well = path.starts_with('/') && !path.starts_with("//");
  return begins_well && path.size() <= kLongestPath &&
         std::ranges::all_of(path, [](char c) { return c > ' ' && c <= '~' && c != '\\'; });
}

}  // namespace zamer::gateway::access
