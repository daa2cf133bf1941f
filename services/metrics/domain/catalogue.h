// The KPIs: one table that queries, definitions, Prometheus and docs/kpi.md follow.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/metrics/domain/measures.h"

namespace zamer::metrics {

// How a KPI's value is made of its terms.
enum class KpiKind : std::uint8_t {
  kCount,       // numerator
  kShare,       // numerator / denominator, cases of cases: with a Wilson interval
  kMoney,       // numerator, minor units
  kQuotient,    // numerator / denominator that are no cases of cases: without an interval
  kMoneyRatio,  // numerator, minor units, / denominator, cases
  kReturn,      // (numerator * the department's margin - denominator) / denominator
  kTiming,      // the distribution of `timing`
  kAge,         // that of what has not ended: from when it began, which is kept, up to now
  kSpread,      // that of a count, which is kept as seconds
};

// A measure, added or taken away.
struct Term {
  Measure measure;
  int factor = 1;
};
using Terms = std::vector<Term>;

struct Kpi {
  std::string id;
  KpiKind kind;
  // In words, as docs/kpi.md has it.
  std::string formula;
  Terms numerator;
  Terms denominator = {};
  // Cases that history leaves open, on the day of the lead.
  Terms unknown = {};
  // Cases that history does not date: unknown by event date.
  Terms undated = {};
  std::optional<Timing> timing = {};
  // Numerator and denominator count on the same day in both bases, so it is no mere rate of the period.
  bool same_day = false;
  // It counts on the first day of its month: to be asked for by whole months.
  bool monthly = false;
};

// All KPIs, in the order of docs/kpi.md.
const std::vector<Kpi>& Catalogue();
// Null where there is none.
const Kpi* FindKpi(std::string_view id);

// Whether the department's limit of the first response applies to the durations.
bool HasLimit(Timing timing);

}  // namespace zamer::metrics
