#include "services/metrics/domain/numbers.h"

#include <algorithm>

namespace zamer::metrics {

bool Numbers::empty() const {
  return std::ranges::all_of(measures, [](std::int64_t value) { return value == 0; });
}

void Needs::Add(const Terms& terms) {
  for (const Term& term : terms) measures.set(Index(term.measure));
}

void Needs::Add(const Kpi& kpi, bool quantiles) {
  Add(kpi.numerator);
  Add(kpi.denominator);
  Add(kpi.unknown);
  Add(kpi.undated);
  if (kpi.timing && quantiles) durations.set(Index(*kpi.timing));
}

}  // namespace zamer::metrics
