#include "services/metrics/domain/answer.h"

#include <algorithm>
#include <utility>

#include "services/common/status/errors.h"
#include "services/common/time/timestamps.h"
#include "services/common/time/zone.h"
#include "services/metrics/domain/funnel.h"

namespace zamer::metrics {
namespace {

const Numbers& NumbersOf(const std::map<RowKey, Numbers>& rows, const RowKey& key) {
  static const Numbers& none = *new Numbers;
  const auto found = rows.find(key);
  return found == rows.end() ? none : found->second;
}

void AddRow(const QueryPlan& plan, const RowKey& key, const Numbers& numbers, const Numbers& undated,
            const AnswerContext& context, v1::QueryKpisResponse& answer) {
  if (numbers.empty() && undated.empty()) return;
  v1::KpiRow& row = *answer.add_rows();
  if (key.date) *row.mutable_date() = ToDate(CivilOf(*key.date));
  for (std::size_t i = 0; i < key.values.size(); ++i) {
    row.add_dimension_values(ValueName(plan.department, plan.dimensions[i], key.values[i]));
  }
  const bool maturing = context.Maturing(plan.LastOf(key.date));
  for (const Kpi* kpi : plan.kpis) {
    *row.add_values() = Evaluate(*kpi, numbers, undated, maturing, context.evaluation);
  }
}

}  // namespace

bool AnswerContext::Maturing(Day last) const { return StartOfDay(CivilOf(last) + 1, zone) + maturity > now; }

absl::Status TooManyRows() {
  Violations violations;
  violations.Add("granularity", "must give fewer rows: ask for a shorter period, fewer KPIs or coarser parts");
  return violations.ToStatus();
}

absl::StatusOr<v1::QueryKpisResponse> AnswerQuery(const QueryPlan& plan, Aggregation aggregation,
                                                  const AnswerContext& context) {
  if ((aggregation.rows().size() + aggregation.undated().size()) * plan.kpis.size() > kMaxValues) return TooManyRows();
  const Numbers none;
  const bool cut = plan.granularity != v1::GRANULARITY_UNSPECIFIED;
  if (!cut) {
    for (const auto& [key, numbers] : aggregation.undated()) aggregation.mutable_rows().try_emplace(key);
  }
  v1::QueryKpisResponse answer;
  for (const auto& [key, numbers] : aggregation.rows()) {
    AddRow(plan, key, numbers, cut ? none : NumbersOf(aggregation.undated(), key), context, answer);
  }
  // With one row for each day or month, what has no day is in rows without one.
  for (const auto& [key, numbers] : aggregation.undated()) {
    if (cut) AddRow(plan, key, none, numbers, context, answer);
  }
  return answer;
}

v1::Funnel AnswerFunnel(const QueryPlan& plan, const Aggregation& aggregation, const AnswerContext& context) {
  return FunnelOf(NumbersOf(aggregation.rows(), {}), NumbersOf(aggregation.undated(), {}), context.Maturing(plan.last),
                  plan.basis);
}

}  // namespace zamer::metrics
