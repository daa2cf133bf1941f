#include "services/metrics/exposed_kpis.h"

#include "services/common/time/timestamps.h"
#include "services/metrics/domain/catalogue.h"

namespace zamer::metrics {
namespace {

double Seconds(const google::protobuf::Duration& duration) {
  return absl::ToDoubleSeconds(FromProtoDuration(duration));
}

double Number(std::int64_t value) { return static_cast<double>(value); }

// The samples of one KPI of a row.
class Exposed {
 public:
  Exposed(const Kpi& kpi, const SampleSet::Labels& labels, SampleSet& samples)
      : kpi_(kpi), labels_(labels), samples_(samples) {}

  void Gauge(const char* suffix, double value) { samples_.Gauge(Name(suffix), kpi_.formula, value, labels_); }
  void Quantile(const char* suffix, const char* share, double value) {
    SampleSet::Labels with = labels_;
    with.emplace_back("quantile", share);
    samples_.Gauge(Name(suffix), kpi_.formula, value, with);
  }

  void Add(const v1::Distribution& distribution) {
    Gauge("_cases", Number(distribution.count()));
    if (distribution.has_p50()) Quantile("_seconds", "0.5", Seconds(distribution.p50()));
    if (distribution.has_p90()) Quantile("_seconds", "0.9", Seconds(distribution.p90()));
    if (distribution.has_mean()) Gauge("_mean_seconds", Seconds(distribution.mean()));
    if (!distribution.has_within_limit()) return;
    Gauge("_within_limit_num", Number(distribution.within_limit().numerator()));
    Gauge("_within_limit_den", Number(distribution.within_limit().denominator()));
  }

  void Add(const v1::Spread& spread) {
    Gauge("_cases", Number(spread.count()));
    if (spread.has_p50()) Quantile("", "0.5", Number(spread.p50()));
    if (spread.has_p90()) Quantile("", "0.9", Number(spread.p90()));
    if (spread.has_mean()) Gauge("_mean", spread.mean());
  }

 private:
  std::string Name(const char* suffix) const { return "zamer_" + kpi_.id + suffix; }

  const Kpi& kpi_;
  const SampleSet::Labels& labels_;
  SampleSet& samples_;
};

bool MayBeUnknown(const Kpi& kpi) { return !kpi.unknown.empty() || !kpi.undated.empty(); }

// Whether anything was counted of which a share, an average or a quantile could be made.
bool HasCases(const v1::KpiValue& value) {
  switch (value.value_case()) {
    case v1::KpiValue::kRatio:
      return value.ratio().numerator() != 0 || value.ratio().denominator() != 0;
    case v1::KpiValue::kMoneyRatio:
      return value.money_ratio().numerator().minor_units() != 0 || value.money_ratio().denominator() != 0;
    case v1::KpiValue::kDistribution:
      return value.distribution().count() != 0;
    case v1::KpiValue::kSpread:
      return value.spread().count() != 0;
    case v1::KpiValue::kCount:  // zero is a value of these
    case v1::KpiValue::kMoney:
    case v1::KpiValue::VALUE_NOT_SET:
      return true;
  }
  return true;
}

}  // namespace

void ExposeKpis(const v1::KpiRow& row, const SampleSet::Labels& labels, SampleSet& samples) {
  const bool in_total = row.dimension_values().empty();
  for (const v1::KpiValue& value : row.values()) {
    if (!in_total && !HasCases(value)) continue;
    const Kpi& kpi = *FindKpi(value.kpi());
    Exposed exposed(kpi, labels, samples);
    if (value.has_count()) exposed.Gauge("", Number(value.count()));
    if (value.has_money()) exposed.Gauge("_minor_units", Number(value.money().minor_units()));
    if (value.has_ratio()) {
      exposed.Gauge("_num", Number(value.ratio().numerator()));
      exposed.Gauge("_den", Number(value.ratio().denominator()));
    }
    if (value.has_money_ratio()) {
      exposed.Gauge("_num", Number(value.money_ratio().numerator().minor_units()));
      exposed.Gauge("_den", Number(value.money_ratio().denominator()));
    }
    if (value.has_spread()) exposed.Add(value.spread());
    if (value.has_distribution()) exposed.Add(value.distribution());
    if (in_total && MayBeUnknown(kpi)) exposed.Gauge("_unknown", Number(value.unknown()));
  }
}

}  // namespace zamer::metrics
