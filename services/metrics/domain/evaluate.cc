#include "services/metrics/domain/evaluate.h"

#include <optional>

#include "services/common/time/timestamps.h"
#include "services/metrics/domain/wilson.h"

namespace zamer::metrics {
namespace {

constexpr std::int64_t kBasisPoints = 10'000;

v1::Ratio QuotientOf(std::int64_t numerator, std::int64_t denominator) {
  v1::Ratio ratio;
  ratio.set_numerator(numerator);
  ratio.set_denominator(denominator);
  if (denominator != 0) ratio.set_rate(static_cast<double>(numerator) / static_cast<double>(denominator));
  return ratio;
}

void SetMoney(std::int64_t minor_units, const EvaluationContext& context, type::v1::Money& money) {
  money.set_currency_code(context.currency_code);
  money.set_minor_units(minor_units);
}

// Without overflow for any revenue and a margin of at most 100 %.
std::int64_t ShareInBasisPoints(std::int64_t amount, std::int32_t basis_points) {
  return amount / kBasisPoints * basis_points + DivideHalfToEven(amount % kBasisPoints * basis_points, kBasisPoints);
}

void SetSeconds(const Histogram& histogram, int per_mille, google::protobuf::Duration* (v1::Distribution::*field)(),
                v1::Distribution& distribution) {
  if (const auto seconds = Quantile(histogram, per_mille)) (distribution.*field)()->set_seconds(*seconds);
}

v1::Distribution DistributionOf(Timing timing, const Numbers& numbers, const EvaluationContext& context) {
  v1::Distribution distribution;
  const std::int64_t cases = numbers[CasesOf(timing)];
  distribution.set_count(cases);
  if (cases > 0) {
    *distribution.mutable_mean() =
        ToProtoDuration(absl::Milliseconds(DivideHalfToEven(numbers[MillisOf(timing)], cases)));
  }
  if (!context.quantiles) return distribution;
  const Histogram& histogram = numbers.durations[Index(timing)];
  SetSeconds(histogram, 500, &v1::Distribution::mutable_p50, distribution);
  SetSeconds(histogram, 900, &v1::Distribution::mutable_p90, distribution);
  if (HasLimit(timing)) {
    const std::int64_t within = CasesUpTo(histogram, absl::ToInt64Seconds(context.first_response_limit));
    *distribution.mutable_within_limit() = ShareOf(within, cases);
  }
  return distribution;
}

v1::Distribution AgesOf(Timing timing, const Numbers& numbers, const EvaluationContext& context) {
  v1::Distribution ages;
  ages.set_count(numbers[CasesOf(timing)]);
  const Histogram& began = numbers.durations[Index(timing)];
  const std::int64_t cases = CasesIn(began);
  if (!context.quantiles || cases <= 0) return ages;
  // The oldest began first.
  *ages.mutable_p50() = AgeOf(*QuantileFromAbove(began, 500), context.now);
  *ages.mutable_p90() = AgeOf(*QuantileFromAbove(began, 900), context.now);
  std::int64_t sum = 0;
  for (const auto& [since, count] : began) sum += since * count;
  *ages.mutable_mean() = AgeOf(DivideHalfToEven(sum, cases), context.now);
  return ages;
}

v1::Spread SpreadOf(Timing timing, const Numbers& numbers, const EvaluationContext& context) {
  v1::Spread spread;
  const std::int64_t cases = numbers[CasesOf(timing)];
  spread.set_count(cases);
  if (cases > 0) {
    spread.set_mean(absl::ToDoubleSeconds(absl::Milliseconds(numbers[MillisOf(timing)])) / static_cast<double>(cases));
  }
  if (!context.quantiles) return spread;
  const Histogram& histogram = numbers.durations[Index(timing)];
  if (const auto p50 = Quantile(histogram, 500)) spread.set_p50(*p50);
  if (const auto p90 = Quantile(histogram, 900)) spread.set_p90(*p90);
  return spread;
}

void SetLabels(const Kpi& kpi, bool maturing, const EvaluationContext& context, v1::Ratio& ratio) {
  ratio.set_rate_of_period(context.basis == v1::EVENT_DATE && !kpi.same_day);
  ratio.set_maturing(context.basis == v1::COHORT && maturing);
}

}  // namespace

v1::Ratio ShareOf(std::int64_t numerator, std::int64_t denominator) {
  v1::Ratio ratio = QuotientOf(numerator, denominator);
  if (const std::optional<ShareInterval> interval = Wilson(numerator, denominator)) {
    ratio.set_lower(interval->lower);
    ratio.set_upper(interval->upper);
  }
  return ratio;
}

google::protobuf::Duration AgeOf(std::int64_t since, absl::Time now) {
  return ToProtoDuration(absl::Trunc(now - absl::FromUnixSeconds(since), absl::Hours(1)));
}

std::int64_t DivideHalfToEven(std::int64_t dividend, std::int64_t divisor) {
  std::int64_t quotient = dividend / divisor;
  std::int64_t rest = dividend % divisor;
  if (rest < 0) {
    rest += divisor;
    --quotient;
  }
  const std::int64_t missing = divisor - rest;
  return rest > missing || (rest == missing && quotient % 2 != 0) ? quotient + 1 : quotient;
}

v1::KpiValue Evaluate(const Kpi& kpi, const Numbers& numbers, const Numbers& undated, bool maturing,
                      const EvaluationContext& context) {
  v1::KpiValue value;
  value.set_kpi(kpi.id);
  value.set_unknown(numbers.Sum(kpi.unknown) + undated.Sum(kpi.undated));
  const std::int64_t numerator = numbers.Sum(kpi.numerator);
  const std::int64_t denominator = numbers.Sum(kpi.denominator);
  switch (kpi.kind) {
    case KpiKind::kCount:
      value.set_count(numerator);
      break;
    case KpiKind::kShare:
      *value.mutable_ratio() = ShareOf(numerator, denominator);
      SetLabels(kpi, maturing, context, *value.mutable_ratio());
      break;
    case KpiKind::kQuotient:
      *value.mutable_ratio() = QuotientOf(numerator, denominator);
      SetLabels(kpi, maturing, context, *value.mutable_ratio());
      break;
    case KpiKind::kReturn:
      *value.mutable_ratio() = QuotientOf(ShareInBasisPoints(numerator, context.margin_bps) - denominator, denominator);
      SetLabels(kpi, maturing, context, *value.mutable_ratio());
      break;
    case KpiKind::kMoney:
      SetMoney(numerator, context, *value.mutable_money());
      break;
    case KpiKind::kMoneyRatio:
      SetMoney(numerator, context, *value.mutable_money_ratio()->mutable_numerator());
      value.mutable_money_ratio()->set_denominator(denominator);
      if (denominator > 0) value.mutable_money_ratio()->set_minor_units(DivideHalfToEven(numerator, denominator));
      break;
    case KpiKind::kTiming:
      *value.mutable_distribution() = DistributionOf(*kpi.timing, numbers, context);
      break;
    case KpiKind::kAge:
      *value.mutable_distribution() = AgesOf(*kpi.timing, numbers, context);
      break;
    case KpiKind::kSpread:
      *value.mutable_spread() = SpreadOf(*kpi.timing, numbers, context);
      break;
  }
  return value;
}

}  // namespace zamer::metrics
