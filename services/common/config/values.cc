#include "services/common/config/values.h"

#include <absl/strings/str_cat.h>

#include <algorithm>
#include <fstream>
#include <optional>

#include "services/common/status/errors.h"
#include "services/common/text/number.h"

namespace zamer::config {
namespace {

bool IsHostCharacter(unsigned char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
}

bool IsIpv6Character(unsigned char c) {
  return (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || (c >= '0' && c <= '9') || c == ':' || c == '.';
}

}  // namespace

absl::Status MustBe(std::string_view what) {
  return InvalidArgument(Reason::kFieldInvalid, "must be " + std::string(what));
}

std::string HostPort::ToString() const {
  if (host.empty()) return "";
  const bool ipv6 = host.find(':') != std::string::npos;
  return ipv6 ? absl::StrCat("[", host, "]:", port) : absl::StrCat(host, ":", port);
}

absl::StatusOr<bool> Value<bool>::Parse(std::string_view text) {
  if (text == "true") return true;
  if (text == "false") return false;
  return MustBe("true or false");
}

absl::StatusOr<int> Value<int>::Parse(std::string_view text) {
  const auto value = ParseNumber<int>(text);
  if (!value.has_value()) return MustBe("a whole number");
  return *value;
}

absl::StatusOr<absl::Duration> Value<absl::Duration>::Parse(std::string_view text) {
  absl::Duration value;
  if (!absl::ParseDuration(std::string(text), &value) || value == absl::InfiniteDuration() ||
      value == -absl::InfiniteDuration()) {
    return MustBe("a duration such as 500ms, 30s or 1h30m");
  }
  return value;
}

absl::StatusOr<HostPort> Value<HostPort>::Parse(std::string_view text) {
  absl::Status refusal = MustBe("host:port, such as 127.0.0.1:7000 or [::1]:7000");
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) return refusal;
  const auto port = ParseNumber<std::uint16_t>(text.substr(colon + 1));
  std::string_view host = text.substr(0, colon);
  const bool bracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
  if (bracketed) host = host.substr(1, host.size() - 2);
  const bool known =
      bracketed ? std::ranges::all_of(host, IsIpv6Character) : std::ranges::all_of(host, IsHostCharacter);
  if (!port.has_value() || host.empty() || !known) return refusal;
  return HostPort{.host = std::string(host), .port = *port};
}

absl::StatusOr<FilePath> Value<FilePath>::Parse(std::string_view text) {
  FilePath file{.path = std::string(text)};
  // A directory opens but does not read.
  if (std::ifstream stream(file.path); !stream || (stream.peek(), stream.bad())) {
    return MustBe("a file that this process may read");
  }
  return file;
}

absl::StatusOr<Secret> Value<Secret>::Parse(std::string_view text) {
  constexpr std::streamsize kLongest = 4096;
  absl::Status refusal = MustBe("a readable file with a secret of 1 to 4096 bytes");
  std::ifstream file{std::string(text), std::ios::binary};
  std::string content(kLongest + 1, '\0');
  file.read(content.data(), kLongest + 1);
  if (file.bad() || file.gcount() == 0 || file.gcount() > kLongest) return refusal;
  content.resize(static_cast<std::size_t>(file.gcount()));
  if (content.ends_with('\n')) content.pop_back();
  if (content.ends_with('\r')) content.pop_back();
  if (content.empty()) return refusal;
  return Secret(std::move(content));
}

}  // namespace zamer::config
