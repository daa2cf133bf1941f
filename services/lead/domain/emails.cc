#include "services/lead/domain/emails.h"

#include <absl/strings/ascii.h>

#include <algorithm>

namespace zamer::lead {
namespace {

// The longest address that mail can be sent to.
constexpr std::size_t kMaxEmail = 254;

bool IsBlankOrControl(char c) {
  return absl::ascii_isspace(static_cast<unsigned char>(c)) || absl::ascii_iscntrl(static_cast<unsigned char>(c));
}

}  // namespace

std::optional<std::string> ReadEmail(std::string_view text) {
  std::string address(text);
  absl::StripAsciiWhitespace(&address);
  absl::AsciiStrToLower(&address);
  if (address.size() > kMaxEmail || std::ranges::any_of(address, IsBlankOrControl)) return std::nullopt;
  const std::size_t at = address.find('@');
  const bool one = at != std::string::npos && address.find('@', at + 1) == std::string::npos;
  if (!one || at == 0 || at + 1 == address.size()) return std::nullopt;
  return address;
}

}  // namespace zamer::lead
