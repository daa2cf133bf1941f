// From summed numbers to the value of a KPI.
#pragma once
#include <absl/time/time.h>

#include <cstdint>
#include <string>

#include "services/metrics/domain/catalogue.h"
#include "services/metrics/domain/numbers.h"
#include "zamer/metrics/v1/kpi.pb.h"

namespace zamer::metrics {

// What values depend on besides the numbers.
struct EvaluationContext {
  v1::Basis basis = v1::BASIS_UNSPECIFIED;
  std::string currency_code;
  absl::Duration first_response_limit;
  std::int32_t margin_bps = 0;
  // Whether the numbers hold the distributions of timings.
  bool quantiles = true;
  absl::Time now = absl::InfinitePast();
};

// `undated`: the numbers of the same group that have no day. `maturing`: the cohort is too young for a last word.
v1::KpiValue Evaluate(const Kpi& kpi, const Numbers& numbers, const Numbers& undated, bool maturing,
                      const EvaluationContext& context);

// A share of cases with its interval; rate and interval are absent where they do not exist.
v1::Ratio ShareOf(std::int64_t numerator, std::int64_t denominator);

// Whole hours since a time in seconds since 1970, as times are kept: an answer changes with the hour and not with every
// look.
google::protobuf::Duration AgeOf(std::int64_t since, absl::Time now);

// Quotient rounded half to even; `divisor` is above zero.
std::int64_t DivideHalfToEven(std::int64_t dividend, std::int64_t divisor);

}  // namespace zamer::metrics
