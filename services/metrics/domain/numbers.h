// The numbers of one group of cases, summed from counters.
#pragma once
#include <absl/time/time.h>

#include <array>
#include <bitset>
#include <cstdint>

#include "services/metrics/domain/buckets.h"
#include "services/metrics/domain/catalogue.h"
#include "services/metrics/domain/measures.h"

namespace zamer::metrics {

struct Numbers {
  std::array<std::int64_t, kMeasures> measures{};
  std::array<Histogram, kSeries> series;

  std::int64_t operator[](Measure measure) const { return measures[Index(measure)]; }
  std::int64_t Sum(const Terms& terms) const {
    std::int64_t sum = 0;
    for (const Term& term : terms) sum += term.factor * (*this)[term.measure];
    return sum;
  }
  // Works out how many meetings are due by `now`.
  void SettleDue(absl::Time now);
  // Whether nothing was counted.
  bool empty() const;
};

// What a query has to read.
struct Needs {
  std::bitset<kMeasures> measures;
  std::bitset<kSeries> series;

  void Add(const Terms& terms);
  // `quantiles`: whether the distributions of timings are kept for the query's combination of dimensions.
  void Add(const Kpi& kpi, bool quantiles);
};

}  // namespace zamer::metrics
