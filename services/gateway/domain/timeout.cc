#include "services/gateway/domain/timeout.h"

#include <absl/strings/str_cat.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>

#include "services/common/status/errors.h"

namespace zamer::gateway {
namespace {

constexpr std::size_t kMostDigits = 8;
constexpr std::size_t kMostMillisDigits = 10;
constexpr std::int64_t kLargest = 99'999'999;

struct Unit {
  char letter;
  absl::Duration length;
};

const std::array<Unit, 6>& Units() {
  static const std::array<Unit, 6> kUnits = {{{'n', absl::Nanoseconds(1)},
                                              {'u', absl::Microseconds(1)},
                                              {'m', absl::Milliseconds(1)},
                                              {'S', absl::Seconds(1)},
                                              {'M', absl::Minutes(1)},
                                              {'H', absl::Hours(1)}}};
  return kUnits;
}

std::optional<std::int64_t> Number(std::string_view digits, std::size_t most) {
  const bool all = std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; });
  if (digits.empty() || digits.size() > most || !all) return std::nullopt;
  std::int64_t number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

absl::Status NotATimeout(std::string_view header) {
  return InvalidArgument(Reason::kHttpRequestInvalid, "A header that says how long to wait cannot be read.",
                         {{"header", std::string(header)}});
}

}  // namespace

absl::StatusOr<absl::Duration> ParseGrpcTimeout(std::string_view text) {
  const auto& units = Units();
  const auto unit = std::ranges::find(units, text.empty() ? '\0' : text.back(), &Unit::letter);
  if (unit == units.end()) return NotATimeout("grpc-timeout");
  const std::optional<std::int64_t> number = Number(text.substr(0, text.size() - 1), kMostDigits);
  if (!number.has_value()) return NotATimeout("grpc-timeout");
  return *number * unit->length;
}

absl::StatusOr<absl::Duration> ParseTimeoutMillis(std::string_view text) {
  const std::optional<std::int64_t> number = Number(text, kMostMillisDigits);
  if (!number.has_value()) return NotATimeout("connect-timeout-ms");
  return absl::Milliseconds(*number);
}

std::string FormatGrpcTimeout(absl::Duration timeout) {
  timeout = std::max(timeout, absl::ZeroDuration());
  for (const Unit& unit : Units()) {
    const std::int64_t number = timeout / unit.length;
    if (number <= kLargest) return absl::StrCat(number, std::string(1, unit.letter));
  }
  return absl::StrCat(kLargest, "H");
}

}  // namespace zamer::gateway
