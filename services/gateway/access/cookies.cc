#include "services/gateway/access/cookies.h"

#include <absl/strings/str_cat.h>

namespace zamer::gateway::access {
namespace {

constexpr std::string_view kSecureNames[] = {"__Host-zamer", "__Host-zamer-display", "__Host-zamer-provider"};
constexpr std::string_view kPlainNames[] = {"zamer", "zamer-display", "zamer-provider"};

std::string_view Trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(' ');
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(' ') + 1 - begin);
}

// The cookie's value in one header field, `a=1; b=2`.
std::string_view Find(std::string_view field, std::string_view name) {
  while (!field.empty()) {
    const std::size_t end = field.find(';');
    const std::string_view pair = Trimmed(field.substr(0, end));
    field.remove_prefix(end == std::string_view::npos ? field.size() : end + 1);
    if (pair.size() > name.size() && pair.starts_with(name) && pair[name.size()] == '=') {
      return pair.substr(name.size() + 1);
    }
  }
  return {};
}

}  // namespace

std::string_view CookieName(CookieUse use, bool secure) {
  return (secure ? kSecureNames : kPlainNames)[static_cast<std::size_t>(use)];
}

std::string_view CookieOf(const http::Headers& headers, CookieUse use, bool secure) {
  // HTTP/2 may send each cookie in a field of its own.
  for (const auto& [name, value] : headers) {
    if (name != "cookie") continue;
    if (const std::string_view found = Find(value, CookieName(use, secure)); !found.empty()) return found;
  }
  return {};
}

std::string SetCookie(CookieUse use, bool secure, std::string_view value, absl::Duration life) {
  // The provider's answer comes by way of a link on its own page, with which a Strict cookie would not be sent.
  const std::string_view same_site = use == CookieUse::kProvider ? "Lax" : "Strict";
  return absl::StrCat(std::string(CookieName(use, secure)), "=", std::string(value),
                      "; Path=/; HttpOnly; SameSite=", std::string(same_site), secure ? "; Secure" : "",
                      "; Max-Age=", absl::ToInt64Seconds(life));
}

}  // namespace zamer::gateway::access
