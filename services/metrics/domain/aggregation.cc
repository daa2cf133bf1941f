#include "services/metrics/domain/aggregation.h"

#include <algorithm>
#include <bit>

namespace zamer::metrics {

Aggregation::Aggregation(const QueryPlan& plan) : plan_(plan) {
  for (unsigned subset = 0; subset < 1u << plan.grouping.size(); ++subset) {
    Grouping& grouping = groupings_.emplace_back();
    for (std::size_t i = 0; i < plan.grouping.size(); ++i) {
      if (subset >> i & 1) grouping.dimensions.push_back(plan.grouping[i]);
    }
  }
}

void Aggregation::Add(const Grouping& grouping, Day day, bool series, std::string_view field, std::int64_t value) {
  const std::size_t own = grouping.dimensions.size();
  if (value == 0 || !ParseField(field, own, series, field_)) return;
  const std::optional<Measure> measure = series ? std::nullopt : MeasureOf(field_.code);
  const std::optional<Series> distribution = series ? FindSeries(field_.code) : std::nullopt;
  if (!(measure && plan_.needs.measures[Index(*measure)]) &&
      !(distribution && plan_.needs.series[Index(*distribution)])) {
    return;
  }
  for (unsigned subset = 0; subset < 1u << own; ++subset) {
    std::vector<std::string_view> values(plan_.grouping.size());
    for (std::size_t i = 0; i < own; ++i) {
      if (!(subset >> i & 1)) continue;
      const auto place = std::ranges::find(plan_.grouping, grouping.dimensions[i]) - plan_.grouping.begin();
      values[static_cast<std::size_t>(place)] = field_.values[i];
    }
    const bool minus = (own - static_cast<std::size_t>(std::popcount(subset))) % 2 == 1;
    AddTo(values, day, measure ? Index(*measure) : -1, distribution ? Index(*distribution) : -1, field_.bucket,
          minus ? -value : value);
  }
}

void Aggregation::AddTo(const std::vector<std::string_view>& values, Day day, int measure, int series,
                        std::int64_t bucket, std::int64_t value) {
  RowKey key;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!plan_.Keeps(plan_.grouping[i], values[i])) return;
  }
  for (const v1::Dimension dimension : plan_.dimensions) {
    const auto place = std::ranges::find(plan_.grouping, dimension) - plan_.grouping.begin();
    key.values.emplace_back(values[static_cast<std::size_t>(place)]);
  }
  if (day != kUnknownDay) key.date = plan_.RowOf(day);
  Numbers& numbers = day == kUnknownDay ? undated_[std::move(key)] : rows_[std::move(key)];
  if (measure >= 0) numbers.measures[static_cast<std::size_t>(measure)] += value;
  if (series >= 0) numbers.series[static_cast<std::size_t>(series)][bucket] += value;
}

}  // namespace zamer::metrics
