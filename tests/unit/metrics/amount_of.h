// What the cases of a part of a number add up to.
#pragma once
#include <cstdint>

#include "zamer/metrics/v1/metrics_service.pb.h"

namespace zamer::metrics::testing {

inline std::int64_t AmountOf(const v1::KpiValue& value, v1::CasePart part) {
  if (part == v1::UNKNOWN) return value.unknown();
  const bool numerator = part == v1::NUMERATOR;
  switch (value.value_case()) {
    case v1::KpiValue::kCount:
      return value.count();
    case v1::KpiValue::kRatio:
      return numerator ? value.ratio().numerator() : value.ratio().denominator();
    case v1::KpiValue::kMoney:
      return value.money().minor_units();
    case v1::KpiValue::kMoneyRatio:
      return numerator ? value.money_ratio().numerator().minor_units() : value.money_ratio().denominator();
    case v1::KpiValue::kDistribution:
      return value.distribution().count();
    case v1::KpiValue::kSpread:
      return value.spread().count();
    case v1::KpiValue::VALUE_NOT_SET:
      break;
  }
  return 0;
}

}  // namespace zamer::metrics::testing
