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

void Aggregation::AddMeasure(const Grouping& grouping, Day day, std::string_view field, std::int64_t value) {
  if (!ParseMeasure(field, grouping.dimensions.size(), field_)) return;
  const std::optional<Measure> measure = MeasureOf(field_.code);
  if (!measure || !plan_.needs.measures[Index(*measure)]) return;
  Add(grouping, day, value,
      [&](Numbers& numbers, std::int64_t amount) { numbers.measures[Index(*measure)] += amount; });
}

void Aggregation::AddDuration(const Grouping& grouping, Day day, std::string_view field, std::int64_t value) {
  if (!ParseDuration(field, grouping.dimensions.size(), field_)) return;
  const std::optional<Timing> timing = TimingOf(field_.code);
  if (!timing || !plan_.needs.durations[Index(*timing)]) return;
  Add(grouping, day, value,
      [&](Numbers& numbers, std::int64_t cases) { numbers.durations[Index(*timing)][field_.bucket] += cases; });
}

void Aggregation::AddMeeting(const Grouping& grouping, Day day, std::string_view field, std::int64_t value,
                             absl::Time now) {
  if (!ParseMeeting(field, grouping.dimensions.size(), field_)) return;
  const std::optional<Measure> measure = MeasureOf(field_.code);
  const Day counted = plan_.basis == v1::COHORT ? field_.cohort : day;
  if (!measure || !IsAhead(field_.bucket, now) || counted < plan_.first || counted > plan_.last) return;
  Add(grouping, counted, value,
      [&](Numbers& numbers, std::int64_t meetings) { numbers.measures[Index(*measure)] -= meetings; });
}

void Aggregation::Add(const Grouping& grouping, Day day, std::int64_t value, Change change) {
  if (value == 0) return;
  const std::size_t own = grouping.dimensions.size();
  for (unsigned subset = 0; subset < 1u << own; ++subset) {
    std::vector<std::string_view> values(plan_.grouping.size());
    for (std::size_t i = 0; i < own; ++i) {
      if (!(subset >> i & 1)) continue;
      const auto place = std::ranges::find(plan_.grouping, grouping.dimensions[i]) - plan_.grouping.begin();
      values[static_cast<std::size_t>(place)] = field_.values[i];
    }
    const bool minus = (own - static_cast<std::size_t>(std::popcount(subset))) % 2 == 1;
    if (Numbers* row = Row(values, day)) change(*row, minus ? -value : value);
  }
}

Numbers* Aggregation::Row(const std::vector<std::string_view>& values, Day day) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!plan_.Keeps(plan_.grouping[i], values[i])) return nullptr;
  }
  RowKey key;
  for (const v1::Dimension dimension : plan_.dimensions) {
    const auto place = std::ranges::find(plan_.grouping, dimension) - plan_.grouping.begin();
    key.values.emplace_back(values[static_cast<std::size_t>(place)]);
  }
  if (day == kUnknownDay) return &undated_[std::move(key)];
  key.date = plan_.RowOf(day);
  return &rows_[std::move(key)];
}

}  // namespace zamer::metrics
