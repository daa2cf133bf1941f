#include "services/gateway/bridge/own_token.h"

#include <absl/strings/ascii.h>

namespace zamer::gateway {

std::string OwnToken(const http::Headers& headers) {
  constexpr std::string_view kScheme = "bearer ";
  const std::string_view authorization = headers.Get("authorization");
  if (absl::AsciiStrToLower(std::string(authorization.substr(0, kScheme.size()))) != kScheme) return "";
  return std::string(authorization.substr(kScheme.size()));
}

}  // namespace zamer::gateway
