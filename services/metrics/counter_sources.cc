#include "services/metrics/counter_sources.h"

namespace zamer::metrics {

void CounterSources::Add(const QueryPlan& plan, const std::vector<Day>& ahead, Aggregation& aggregation) {
  const auto add = [&](Kind kind, Day day) {
    for (const Grouping& grouping : aggregation.groupings()) Add(plan.basis, {kind, &grouping, day, &aggregation});
  };
  const auto add_counts = [&](Day day) {
    if (plan.needs.measures.any()) add(Kind::kMeasures, day);
    if (plan.needs.durations.any()) add(Kind::kDurations, day);
  };
  for (const Day day : ahead) add(Kind::kMeetings, day);
  for (Day day = plan.first; day <= plan.last; ++day) add_counts(day);
  if (plan.basis == v1::EVENT_DATE) add_counts(kUnknownDay);
}

void CounterSources::Add(v1::Basis basis, Use use) {
  const auto [place, is_new] = places_.try_emplace(use.Name(basis), names_.size());
  if (is_new) {
    names_.push_back(place->first);
    uses_.emplace_back();
  }
  uses_[place->second].push_back(use);
}

void CounterSources::Give(std::size_t place, const store::Store::Counters& counters, absl::Time now) const {
  for (const Use& use : uses_[place]) {
    for (const auto& [field, value] : counters) use.Give(field, value, now);
  }
}

std::string CounterSources::Use::Name(v1::Basis basis) const {
  if (kind == Kind::kMeetings) return grouping->MeetingsHashOf(day);
  return kind == Kind::kMeasures ? grouping->HashOf(basis, day) : grouping->DurationsHashOf(basis, day);
}

void CounterSources::Use::Give(std::string_view field, std::int64_t value, absl::Time now) const {
  if (kind == Kind::kMeasures) aggregation->AddMeasure(*grouping, day, field, value);
  if (kind == Kind::kDurations) aggregation->AddDuration(*grouping, day, field, value);
  if (kind == Kind::kMeetings) aggregation->AddMeeting(*grouping, day, field, value, now);
}

}  // namespace zamer::metrics
