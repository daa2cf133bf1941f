#include "services/gateway/http/field_rules.h"

#include <absl/strings/ascii.h>

#include <algorithm>
#include <array>
#include <cstddef>

namespace zamer::gateway::http {
namespace {

bool IsOneOf(char c, std::string_view set) { return set.find(c) != std::string_view::npos; }

bool IsNameCharacter(char c) {
  return absl::ascii_islower(static_cast<unsigned char>(c)) || absl::ascii_isdigit(static_cast<unsigned char>(c)) ||
         IsOneOf(c, "!#$%&'*+-.^_`|~");
}

}  // namespace

bool SetTarget(std::string_view target, Request& request) {
  if (!target.starts_with('/')) return false;
  const auto allowed = [](char c) { return c > ' ' && c < '\x7f' && c != '#'; };
  if (!std::all_of(target.begin(), target.end(), allowed)) return false;
  const std::size_t mark = target.find('?');
  request.path = target.substr(0, mark);
  request.query = mark == std::string_view::npos ? std::string_view() : target.substr(mark + 1);
  return true;
}

bool IsHost(std::string_view host) {
  const auto allowed = [](char c) {
    return absl::ascii_isalnum(static_cast<unsigned char>(c)) || IsOneOf(c, "-._~:[]%");
  };
  return !host.empty() && std::all_of(host.begin(), host.end(), allowed);
}

bool IsFieldName(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), IsNameCharacter);
}

bool IsFieldValue(std::string_view value) {
  return std::none_of(value.begin(), value.end(),
                      [](char c) { return absl::ascii_iscntrl(static_cast<unsigned char>(c)) && c != '\t'; });
}

bool IsFramingField(std::string_view name) {
  constexpr std::array<std::string_view, 6> kNames = {"connection", "content-length",    "keep-alive",
                                                      "te",         "transfer-encoding", "upgrade"};
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

}  // namespace zamer::gateway::http
