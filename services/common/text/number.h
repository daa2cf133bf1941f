// Numbers that are written as text.
#pragma once
#include <charconv>
#include <optional>
#include <string_view>
#include <system_error>

namespace zamer {

// The whole text as a decimal number; nothing for any other text and for numbers that do not fit.
template <class Number>
std::optional<Number> ParseNumber(std::string_view text) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace zamer
