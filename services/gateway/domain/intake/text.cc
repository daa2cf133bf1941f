#include "services/gateway/domain/intake/text.h"

#include <absl/strings/ascii.h>

#include <cstdint>

namespace zamer::gateway::intake {
namespace {

constexpr std::string_view kReplacement = "\xef\xbf\xbd";
constexpr std::string_view kEllipsis = "\xe2\x80\xa6";

bool IsContinuation(char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; }

std::size_t AnnouncedLength(unsigned char first) {
  if (first < 0x80) return 1;
  if (first < 0xc2) return 0;
  if (first < 0xe0) return 2;
  if (first < 0xf0) return 3;
  return first < 0xf5 ? 4 : 0;
}

// How many bytes the character at the front takes; 0 where there is none, in its shortest form, no surrogate.
std::size_t CharacterLength(std::string_view text) {
  const auto first = static_cast<unsigned char>(text.front());
  const std::size_t length = AnnouncedLength(first);
  if (length <= 1) return length;
  if (length > text.size()) return 0;
  std::uint32_t code = first & (0xffu >> (length + 1));
  for (const char c : text.substr(1, length - 1)) {
    if (!IsContinuation(c)) return 0;
    code = code << 6 | (static_cast<unsigned char>(c) & 0x3f);
  }
  constexpr std::uint32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = code >= 0xd800 && code <= 0xdfff;
  return code < kLeast[length] || surrogate || code > 0x10ffff ? 0 : length;
}

bool IsControl(char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7f; }

}  // namespace

std::string Readable(std::string_view text) {
  std::string readable;
  readable.reserve(text.size());
  while (!text.empty()) {
    const std::size_t length = CharacterLength(text);
    if (length == 0) {
      readable += kReplacement;
    } else if (!IsControl(text.front())) {
      readable += text.substr(0, length);
    }
    text.remove_prefix(length == 0 ? 1 : length);
  }
  return readable;
}

std::string Shortened(std::string text, std::size_t most) {
  if (text.size() <= most) return text;
  std::size_t end = most - kEllipsis.size();
  while (end > 0 && IsContinuation(text[end])) --end;
  text.resize(end);
  return text.append(kEllipsis);
}

std::string Trimmed(std::string_view text) {
  while (!text.empty() && absl::ascii_isspace(static_cast<unsigned char>(text.front())) != 0) text.remove_prefix(1);
  while (!text.empty() && absl::ascii_isspace(static_cast<unsigned char>(text.back())) != 0) text.remove_suffix(1);
  return std::string(text);
}

}  // namespace zamer::gateway::intake
