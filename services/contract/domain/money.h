// Arithmetic with money: integers, checked for overflow and currency, never a floating point number.
#pragma once
#include <absl/status/statusor.h>

#include <cstdint>
#include <string_view>
#include <vector>

#include "zamer/type/v1/money.pb.h"

namespace zamer::contract {

// Largest amount either way, in minor units: small enough that sums of a whole department stay within 64 bits.
inline constexpr std::int64_t kMaxMinorUnits = 1'000'000'000'000'000;

type::v1::Money MakeMoney(std::string_view currency, std::int64_t minor_units);

// The minor units of an amount that must be in `currency`; zero for an unset one without currency. `field` names it in
// errors. INVALID_ARGUMENT: CURRENCY_MISMATCH, or AMOUNT_OUT_OF_RANGE beyond kMaxMinorUnits.
absl::StatusOr<std::int64_t> UnitsIn(std::string_view currency, const type::v1::Money& money, std::string_view field);
// The same for an amount that must not be negative either.
absl::StatusOr<std::int64_t> PositiveUnitsIn(std::string_view currency, const type::v1::Money& money,
                                             std::string_view field);

// Exact, or INVALID_ARGUMENT/AMOUNT_OUT_OF_RANGE when the result is beyond kMaxMinorUnits. `field` names it.
absl::StatusOr<std::int64_t> Add(std::int64_t a, std::int64_t b, std::string_view field);
// Thousandths of a piece (not negative) times the price of one (not negative), rounded half up.
absl::StatusOr<std::int64_t> ValueOf(std::int64_t quantity_milli, std::int64_t unit_price, std::string_view field);

// Splits `total` in proportion to `weights`: each share is the exact one rounded down, and what is left goes, one minor
// unit each, to the largest remainders, the earlier first. The shares sum to `total` exactly, and none is over its
// weight. Needs 0 <= total <= sum of the weights; no weight negative or over kMaxMinorUnits, at most 1000 of them.
std::vector<std::int64_t> Split(std::int64_t total, const std::vector<std::int64_t>& weights);

// `part` of `whole` in basis points, rounded up; 0 of nothing. Needs 0 <= part <= whole <= kMaxMinorUnits.
std::int32_t ShareRoundedUp(std::int64_t part, std::int64_t whole);

// Whether `part` is at least `share_bps` of `whole`. Exact.
bool ReachesShare(std::int64_t part, std::int64_t whole, std::int32_t share_bps);
// The least amount that reaches it. Needs 0 <= whole <= kMaxMinorUnits and a share from 0 to 10,000.
std::int64_t LeastReaching(std::int64_t whole, std::int32_t share_bps);

}  // namespace zamer::contract
