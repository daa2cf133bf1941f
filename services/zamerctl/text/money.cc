#include "services/zamerctl/text/money.h"

#include <absl/strings/ascii.h>
#include <absl/strings/numbers.h>
#include <absl/strings/str_format.h>

#include <algorithm>
#include <cstdlib>

namespace zamer::ctl {
namespace {

constexpr std::string_view kNoBreakSpace = "\xC2\xA0";
constexpr std::string_view kNarrowNoBreakSpace = "\xE2\x80\xAF";
constexpr std::size_t kMostDigits = 16;
constexpr std::size_t kGroup = 3;

bool DropSpaceBefore(std::string_view& text) {
  for (const std::string_view space : {std::string_view(" "), kNoBreakSpace, kNarrowNoBreakSpace}) {
    if (!text.starts_with(space)) continue;
    text.remove_prefix(space.size());
    return true;
  }
  return false;
}

bool DropSpaceAfter(std::string_view& text) {
  for (const std::string_view space : {std::string_view(" "), kNoBreakSpace, kNarrowNoBreakSpace}) {
    if (!text.ends_with(space)) continue;
    text.remove_suffix(space.size());
    return true;
  }
  return false;
}

void Trim(std::string_view& text) {
  while (DropSpaceBefore(text)) {
  }
  while (DropSpaceAfter(text)) {
  }
}

// Takes the signs of the style off; false when they are not there.
bool Unwrap(const MoneyStyle& style, std::string_view& text) {
  Trim(text);
  if (!text.starts_with(style.prefix)) return false;
  text.remove_prefix(style.prefix.size());
  Trim(text);
  if (!text.ends_with(style.suffix)) return false;
  text.remove_suffix(style.suffix.size());
  Trim(text);
  return true;
}

bool AllDigits(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return absl::ascii_isdigit(static_cast<unsigned char>(c)); });
}

// The digits before the point, without separators; nothing when a separator is not where a group of three ends.
std::optional<std::string> WholeDigits(std::string_view text, char thousands) {
  if (thousands == '\0' || text.find(thousands) == std::string_view::npos) {
    if (text.empty() || !AllDigits(text)) return std::nullopt;
    return std::string(text);
  }
  std::string digits;
  for (bool first = true; !text.empty(); first = false) {
    const std::size_t end = std::min(text.find(thousands), text.size());
    const std::string_view group = text.substr(0, end);
    if (!AllDigits(group) || group.empty() || (first ? group.size() > kGroup : group.size() != kGroup)) {
      return std::nullopt;
    }
    digits += group;
    if (end + 1 == text.size()) return std::nullopt;  // ends in a separator
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return digits;
}

// Exactly `decimals` digits, whatever was written.
std::optional<std::string> DecimalDigits(std::string_view text, std::size_t decimals) {
  if (!AllDigits(text)) return std::nullopt;
  std::string digits(text);
  digits.resize(std::max(digits.size(), decimals), '0');
  if (digits.find_first_not_of('0', decimals) != std::string::npos) return std::nullopt;
  digits.resize(decimals);
  return digits;
}

}  // namespace

std::optional<std::int64_t> ParseMoney(std::string_view text, const MoneyStyle& style, int decimals) {
  if (!Unwrap(style, text)) return std::nullopt;
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  const std::size_t point = text.find(style.decimal_point);
  const bool has_point = point != std::string_view::npos;
  if (has_point && point + 1 == text.size()) return std::nullopt;
  const auto whole = WholeDigits(text.substr(0, point), style.thousands);
  const auto parts =
      DecimalDigits(has_point ? text.substr(point + 1) : std::string_view(), static_cast<std::size_t>(decimals));
  if (!whole || !parts) return std::nullopt;
  const std::string digits = *whole + *parts;
  std::int64_t amount = 0;
  if (digits.size() > kMostDigits || !absl::SimpleAtoi(digits, &amount)) return std::nullopt;
  return negative ? -amount : amount;
}

std::optional<std::int64_t> ParseMoney(std::string_view text, const std::vector<MoneyStyle>& styles, int decimals) {
  for (const MoneyStyle& style : styles) {
    if (const auto amount = ParseMoney(text, style, decimals)) return amount;
  }
  return std::nullopt;
}

std::string ShowMoney(std::int64_t minor_units) {
  return absl::StrFormat("%s%d.%02d", minor_units < 0 ? "-" : "", std::abs(minor_units) / 100,
                         std::abs(minor_units) % 100);
}

}  // namespace zamer::ctl
