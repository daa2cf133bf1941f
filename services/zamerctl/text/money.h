// Amounts of money as people and programs write them.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zamer::ctl {

// One way to write an amount, such as `€ 3.500,00`. Spaces around signs are free, no-break ones too.
struct MoneyStyle {
  char decimal_point = '.';
  // Between groups of three digits; may be left out of an amount as a whole. '\0' for none.
  char thousands = '\0';
  // What must stand before the number, such as `€`; empty for nothing.
  std::string prefix;
  // What must stand after it.
  std::string suffix;
};

// The amount in minor units, `decimals` of which are after the point: "3500.0" is 350000 with two. More decimals than
// that must be zeros. Nothing for a text that is not written in this style, or too large.
std::optional<std::int64_t> ParseMoney(std::string_view text, const MoneyStyle& style, int decimals);
// By the first style that fits.
std::optional<std::int64_t> ParseMoney(std::string_view text, const std::vector<MoneyStyle>& styles, int decimals);

// With two decimals: "3500.00".
std::string ShowMoney(std::int64_t minor_units);

}  // namespace zamer::ctl
