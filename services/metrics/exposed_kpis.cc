#include "services/metrics/exposed_kpis.h"

#include "services/common/time/timestamps.h"
#include "services/metrics/domain/catalogue.h"

namespace zamer::metrics {
namespace {

double Seconds(const google::protobuf::Duration& duration) {
  return absl::ToDoubleSeconds(FromProtoDuration(duration));
}

double Number(std::int64_t value) { return static_cast<double>(value); }

}  // namespace

void ExposedKpis::Add(const v1::KpiRow& row, const Labels& labels) {
  for (const v1::KpiValue& value : row.values()) {
    const std::string name = "zamer_" + value.kpi();
    const std::string& help = FindKpi(value.kpi())->formula;
    if (value.has_count()) Gauge(name, help, labels, Number(value.count()));
    if (value.has_money()) Gauge(name + "_minor_units", help, labels, Number(value.money().minor_units()));
    if (value.has_ratio()) {
      Gauge(name + "_num", help, labels, Number(value.ratio().numerator()));
      Gauge(name + "_den", help, labels, Number(value.ratio().denominator()));
    }
    if (value.has_money_ratio()) {
      Gauge(name + "_num", help, labels, Number(value.money_ratio().numerator().minor_units()));
      Gauge(name + "_den", help, labels, Number(value.money_ratio().denominator()));
    }
    if (value.has_spread()) AddSpread(name, help, value.spread(), labels);
    if (value.has_distribution()) AddDistribution(name, help, value.distribution(), labels);
  }
}

void ExposedKpis::AddDistribution(const std::string& name, std::string_view help, const v1::Distribution& distribution,
                                  const Labels& labels) {
  Gauge(name + "_cases", help, labels, Number(distribution.count()));
  const auto quantile = [&](const char* share, const google::protobuf::Duration& seconds) {
    Labels with = labels;
    with.emplace_back("quantile", share);
    Gauge(name + "_seconds", help, with, Seconds(seconds));
  };
  if (distribution.has_p50()) quantile("0.5", distribution.p50());
  if (distribution.has_p90()) quantile("0.9", distribution.p90());
  if (distribution.has_mean()) Gauge(name + "_mean_seconds", help, labels, Seconds(distribution.mean()));
  if (!distribution.has_within_limit()) return;
  Gauge(name + "_within_limit_num", help, labels, Number(distribution.within_limit().numerator()));
  Gauge(name + "_within_limit_den", help, labels, Number(distribution.within_limit().denominator()));
}

void ExposedKpis::AddSpread(const std::string& name, std::string_view help, const v1::Spread& spread,
                            const Labels& labels) {
  Gauge(name + "_cases", help, labels, Number(spread.count()));
  const auto quantile = [&](const char* share, std::int64_t value) {
    Labels with = labels;
    with.emplace_back("quantile", share);
    Gauge(name, help, with, Number(value));
  };
  if (spread.has_p50()) quantile("0.5", spread.p50());
  if (spread.has_p90()) quantile("0.9", spread.p90());
  if (spread.has_mean()) Gauge(name + "_mean", help, labels, spread.mean());
}

void ExposedKpis::Set(const std::string& name, std::string_view help, prometheus::MetricType type, const Labels& labels,
                      double value) {
  prometheus::MetricFamily& family = families_[name];
  family.name = name;
  family.help = help;
  family.type = type;
  prometheus::ClientMetric& metric = family.metric.emplace_back();
  for (const auto& [label, text] : labels) metric.label.push_back({label, text});
  if (type == prometheus::MetricType::Counter) {
    metric.counter.value = value;
  } else {
    metric.gauge.value = value;
  }
}

std::vector<prometheus::MetricFamily> ExposedKpis::Take() && {
  std::vector<prometheus::MetricFamily> families;
  families.reserve(families_.size());
  for (auto& [name, family] : families_) families.push_back(std::move(family));
  return families;
}

}  // namespace zamer::metrics
