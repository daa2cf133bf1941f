#include "services/contract/domain/money.h"

#include <algorithm>
#include <numeric>

#include "services/common/status/macros.h"
#include "services/contract/domain/refusals.h"

namespace zamer::contract {
namespace {

// Products of two amounts need more than 64 bits.
__extension__ using Wide = __int128;

constexpr std::int64_t kBasisPoints = 10'000;
constexpr std::int64_t kMilli = 1'000;

absl::StatusOr<std::int64_t> Narrow(Wide units, std::string_view field) {
  if (units < -kMaxMinorUnits || units > kMaxMinorUnits) {
    return AmountRefused(field, "must be within a thousand million million minor units");
  }
  return static_cast<std::int64_t>(units);
}

}  // namespace

type::v1::Money MakeMoney(std::string_view currency, std::int64_t minor_units) {
  type::v1::Money money;
  money.set_currency_code(std::string(currency));
  money.set_minor_units(minor_units);
  return money;
}

absl::StatusOr<std::int64_t> UnitsIn(std::string_view currency, const type::v1::Money& money, std::string_view field) {
  const bool absent = money.currency_code().empty() && money.minor_units() == 0;
  if (!absent && money.currency_code() != currency) return CurrencyRefused(field, currency);
  return Narrow(money.minor_units(), field);
}

absl::StatusOr<std::int64_t> PositiveUnitsIn(std::string_view currency, const type::v1::Money& money,
                                             std::string_view field) {
  ZAMER_ASSIGN_OR_RETURN(const std::int64_t units, UnitsIn(currency, money, field));
  if (units < 0) return AmountRefused(field, "must not be negative");
  return units;
}

absl::StatusOr<std::int64_t> Add(std::int64_t a, std::int64_t b, std::string_view field) {
  return Narrow(Wide{a} + b, field);
}

absl::StatusOr<std::int64_t> ValueOf(std::int64_t quantity_milli, std::int64_t unit_price, std::string_view field) {
  return Narrow((Wide{quantity_milli} * unit_price + kMilli / 2) / kMilli, field);
}

std::vector<std::int64_t> Split(std::int64_t total, const std::vector<std::int64_t>& weights) {
  std::vector<std::int64_t> shares(weights.size());
  const Wide sum = std::accumulate(weights.begin(), weights.end(), Wide{0});
  if (sum == 0) return shares;

  std::vector<Wide> remainders(weights.size());
  std::int64_t left = total;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const Wide exact = Wide{total} * weights[i];
    shares[i] = static_cast<std::int64_t>(exact / sum);
    remainders[i] = exact % sum;
    left -= shares[i];
  }

  std::vector<std::size_t> order(weights.size());
  std::iota(order.begin(), order.end(), 0);
  std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
    return remainders[a] != remainders[b] ? remainders[a] > remainders[b] : a < b;
  });
  // Fewer units are left than there are remainders above zero, so no share is rounded up that was exact.
  for (std::int64_t i = 0; i < left; ++i) ++shares[order[static_cast<std::size_t>(i)]];
  return shares;
}

std::int32_t ShareRoundedUp(std::int64_t part, std::int64_t whole) {
  if (whole == 0) return 0;
  return static_cast<std::int32_t>((Wide{part} * kBasisPoints + whole - 1) / whole);
}

bool ReachesShare(std::int64_t part, std::int64_t whole, std::int32_t share_bps) {
  return Wide{part} * kBasisPoints >= Wide{whole} * share_bps;
}

std::int64_t LeastReaching(std::int64_t whole, std::int32_t share_bps) {
  return static_cast<std::int64_t>((Wide{whole} * share_bps + kBasisPoints - 1) / kBasisPoints);
}

}  // namespace zamer::contract
