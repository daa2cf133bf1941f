// From aggregated counters to an answer.
#pragma once
#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include "services/metrics/domain/aggregation.h"
#include "services/metrics/domain/evaluate.h"
#include "services/metrics/domain/query_plan.h"
#include "zamer/metrics/v1/metrics_service.pb.h"

namespace zamer::metrics {

// Most rows that a query may make, and most values in all of them.
inline constexpr std::size_t kMaxRows = 10'000;
inline constexpr std::size_t kMaxValues = 50'000;

// How long a cohort matures when nothing tells: no lead has a dated contract yet.
inline constexpr absl::Duration kMaturityWithoutContracts = absl::Hours(24 * 90);

// What an answer depends on besides the counters.
struct AnswerContext {
  EvaluationContext evaluation;
  absl::TimeZone zone;
  absl::Time now;
  // 90th percentile of the department's time to contract.
  absl::Duration maturity = kMaturityWithoutContracts;

  // Whether a cohort whose last lead arrived on `last` is younger than that.
  bool Maturing(Day last) const;
};

// The rows by date and values, the undated after them; leaves out groups in which nothing was counted.
// INVALID_ARGUMENT/ FIELD_INVALID for more values than an answer may hold.
absl::StatusOr<v1::QueryKpisResponse> AnswerQuery(const QueryPlan& plan, Aggregation aggregation,
                                                  const AnswerContext& context);

v1::Funnel AnswerFunnel(const QueryPlan& plan, const Aggregation& aggregation, const AnswerContext& context);

// The refusal of a question with more rows or values than an answer may hold.
absl::Status TooManyRows();

}  // namespace zamer::metrics
