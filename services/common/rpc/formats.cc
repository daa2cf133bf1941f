#include "services/common/rpc/formats.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "services/common/time/zone.h"

namespace zamer::rpc {
namespace {

using type::v1::Format;

constexpr size_t kMaxId = 63;
constexpr size_t kMaxToken = 64;
constexpr size_t kMaxVersionDigits = 19;
constexpr std::string_view kDepartments = "departments/";

bool IsLower(char c) { return c >= 'a' && c <= 'z'; }
bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsAlphanumeric(char c) { return IsLower(c) || IsUpper(c) || IsDigit(c); }

bool Bounded(std::string_view text, size_t max) { return !text.empty() && text.size() <= max; }

bool IsResourceId(std::string_view text) {
  return Bounded(text, kMaxId) && text.front() != '-' &&
         std::ranges::all_of(text, [](char c) { return IsLower(c) || IsDigit(c) || c == '-'; });
}

bool IsForeignId(std::string_view text) {
  // "." and ".." are what a path would be normalised by, so they name nothing.
  return Bounded(text, kMaxToken) && text != "." && text != ".." && std::ranges::all_of(text, [](char c) {
           return IsAlphanumeric(c) || std::string_view("._~-").find(c) != std::string_view::npos;
         });
}

bool IsToken(std::string_view text) {
  return Bounded(text, kMaxToken) && std::ranges::all_of(text, [](char c) { return c > ' ' && c <= '~'; });
}

bool IsCurrency(std::string_view text) { return text.size() == 3 && std::ranges::all_of(text, IsUpper); }

bool IsEtag(std::string_view text) {
  return text.size() >= 3 && text.size() <= kMaxVersionDigits + 2 && text.front() == '"' && text.back() == '"' &&
         std::ranges::all_of(text.substr(1, text.size() - 2), IsDigit);
}

bool IsPageToken(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return IsAlphanumeric(c) || c == '-' || c == '_' || c == '='; });
}

// The segments of a name, one after the other.
class Segments {
 public:
  explicit Segments(std::string_view name) : rest_(name) {}
  std::string_view Next() {
    const size_t slash = rest_.find('/');
    const std::string_view segment = rest_.substr(0, slash);
    ended_ = slash == std::string_view::npos;
    if (!ended_) rest_.remove_prefix(slash + 1);
    return segment;
  }
  bool ended() const { return ended_; }

 private:
  std::string_view rest_;
  bool ended_ = false;
};

bool IsAnyName(std::string_view text) {
  if (text.find('/') == std::string_view::npos) return false;
  Segments segments(text);
  while (!segments.ended()) {
    const std::string_view segment = segments.Next();
    if (!IsResourceId(segment) && !(segments.ended() && IsForeignId(segment))) return false;
  }
  return true;
}

bool IsNameLike(std::string_view pattern, std::string_view text) {
  Segments wanted_segments(pattern);
  Segments segments(text);
  do {
    const std::string_view wanted = wanted_segments.Next();
    const std::string_view segment = segments.Next();
    if (segments.ended() != wanted_segments.ended()) return false;
    const bool is_id = IsResourceId(segment) || (segments.ended() && IsForeignId(segment));
    if (wanted == "*" ? !is_id : segment != wanted) return false;
  } while (!segments.ended());
  return true;
}

// One sequence of UTF-8 at the front of a text: its length, or 0 when it is malformed.
size_t SequenceLength(std::string_view text) {
  const auto byte = [&](size_t i) { return static_cast<uint8_t>(text[i]); };
  const uint8_t lead = byte(0);
  if (lead < 0x80) return 1;
  const size_t length = lead >= 0xc2 && lead <= 0xdf   ? 2
                        : (lead & 0xf0) == 0xe0        ? 3
                        : lead >= 0xf0 && lead <= 0xf4 ? 4
                                                       : 0;
  if (length == 0 || text.size() < length) return 0;
  for (size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xc0) != 0x80) return 0;
  }
  const uint8_t second = byte(1);
  const bool overlong = (lead == 0xe0 && second < 0xa0) || (lead == 0xf0 && second < 0x90);
  const bool surrogate = lead == 0xed && second > 0x9f;
  const bool too_large = lead == 0xf4 && second > 0x8f;
  return overlong || surrogate || too_large ? 0 : length;
}

}  // namespace

bool HasFormat(Format format, std::string_view pattern, std::string_view text) {
  if (format == Format::RESOURCE_NAME) return pattern.empty() ? IsAnyName(text) : IsNameLike(pattern, text);
  if (format == Format::RESOURCE_ID) return IsResourceId(text);
  if (format == Format::TOKEN) return IsToken(text);
  if (format == Format::TIME_ZONE) return LoadZone(text).ok();
  if (format == Format::CURRENCY) return IsCurrency(text);
  if (format == Format::ETAG) return IsEtag(text);
  if (format == Format::PAGE_TOKEN) return IsPageToken(text);
  return true;
}

std::string_view DescribeFormat(Format format) {
  if (format == Format::RESOURCE_NAME) return "a resource name";
  if (format == Format::RESOURCE_ID) return "lower-case letters, digits and hyphens, at most 63, no hyphen first";
  if (format == Format::TOKEN) return "printable ASCII without spaces, at most 64 characters";
  if (format == Format::TIME_ZONE) return "an IANA time zone, such as Europe/Moscow";
  if (format == Format::CURRENCY) return "an ISO 4217 currency code, such as RUB";
  if (format == Format::ETAG) return "an etag as it was read, such as \"3\" with its quotes";
  if (format == Format::PAGE_TOKEN) return "a page token as an earlier answer gave it";
  return "text";
}

std::optional<std::string_view> DepartmentOf(std::string_view resource_name) {
  if (!resource_name.starts_with(kDepartments)) return std::nullopt;
  const std::string_view rest = resource_name.substr(kDepartments.size());
  return rest.substr(0, rest.find('/'));
}

bool IsUtf8(std::string_view text) {
  while (!text.empty()) {
    const size_t length = SequenceLength(text);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

}  // namespace zamer::rpc
