#include "services/metrics/domain/numbers.h"

#include <algorithm>

namespace zamer::metrics {

void Numbers::SettleDue(absl::Time now) {
  const std::int64_t minute = absl::ToUnixSeconds(now) / 60;
  measures[Index(Measure::kMeetingsDue)] = CasesUpTo(series[Index(Series::kDue)], minute);
  measures[Index(Measure::kMeetingsDueOpen)] = CasesUpTo(series[Index(Series::kDueOpen)], minute);
}

bool Numbers::empty() const {
  return std::ranges::all_of(measures, [](std::int64_t value) { return value == 0; });
}

void Needs::Add(const Terms& terms) {
  for (const Term& term : terms) {
    measures.set(Index(term.measure));
    if (term.measure == Measure::kMeetingsDue) series.set(Index(Series::kDue));
    if (term.measure == Measure::kMeetingsDueOpen) series.set(Index(Series::kDueOpen));
  }
}

void Needs::Add(const Kpi& kpi, bool quantiles) {
  Add(kpi.numerator);
  Add(kpi.denominator);
  Add(kpi.unknown);
  Add(kpi.undated);
  if (kpi.timing && quantiles) series.set(Index(SeriesOf(*kpi.timing)));
}

}  // namespace zamer::metrics
