// The numbers of one group of cases, summed from counters.
#pragma once
#include <array>
#include <bitset>
#include <cstdint>

#include "services/metrics/domain/buckets.h"
#include "services/metrics/domain/catalogue.h"
#include "services/metrics/domain/measures.h"

namespace zamer::metrics {

struct Numbers {
  std::array<std::int64_t, kMeasures> measures{};
  std::array<Histogram, kTimings> durations;

  std::int64_t operator[](Measure measure) const { return measures[Index(measure)]; }
  std::int64_t Sum(const Terms& terms) const {
    std::int64_t sum = 0;
    for (const Term& term : terms) sum += term.factor * (*this)[term.measure];
    return sum;
  }
  // Whether nothing was counted.
  bool empty() const;
};

// What a query has to read.
struct Needs {
  std::bitset<kMeasures> measures;
  std::bitset<kTimings> durations;

  // Whether it matters which meetings are still ahead.
  bool meetings() const { return measures[Index(Measure::kMeetingsDue)] || measures[Index(Measure::kMeetingsDueOpen)]; }
  void Add(const Terms& terms);
  // `quantiles`: whether the distributions of timings are kept for the query's combination of dimensions.
  void Add(const Kpi& kpi, bool quantiles);
};

}  // namespace zamer::metrics
