// A checked question: which days and counters to read, and what to make of them.
#pragma once
#include <absl/status/statusor.h>

#include <array>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "services/metrics/domain/catalogue.h"
#include "services/metrics/domain/cells.h"
#include "services/metrics/domain/numbers.h"
#include "zamer/metrics/v1/metrics_service.pb.h"

namespace zamer::metrics {

inline constexpr int kMaxPeriodDays = 1100;

struct QueryPlan {
  // Bare id.
  std::string department;
  Day first = 0;
  Day last = 0;
  v1::Basis basis = v1::BASIS_UNSPECIFIED;
  v1::Granularity granularity = v1::GRANULARITY_UNSPECIFIED;
  std::vector<const Kpi*> kpis;
  // To split by, in the order asked.
  std::vector<v1::Dimension> dimensions;
  // To split or filter by, ascending: a combination that is kept.
  std::vector<v1::Dimension> grouping;
  // The values to keep, as they are in the counters; none: all.
  std::array<std::optional<std::set<std::string, std::less<>>>, kDimensions> filters;
  Needs needs;

  // Whether quantiles can be had: they are kept for one dimension at most.
  bool quantiles() const { return grouping.size() < 2; }
  bool Keeps(v1::Dimension dimension, std::string_view value) const {
    const auto& filter = filters[IndexOf(dimension)];
    return !filter || filter->contains(value);
  }
  // The first day of the row that a day belongs to; nothing with one row for the whole period.
  std::optional<Day> RowOf(Day day) const;
  // The last day of that row, within the period.
  Day LastOf(std::optional<Day> row) const;
};

// A checked question for what a number counts.
struct CasePlan {
  // Its period, basis and filters.
  QueryPlan query;
  const Kpi* kpi = nullptr;
  v1::CasePart part = v1::CASE_PART_UNSPECIFIED;
  // What the part sums in the period, and what it sums of no day.
  Terms terms = {};
  Terms undated = {};
};

// INVALID_ARGUMENT/FIELD_INVALID with all violations; NOT_FOUND/KPI_NOT_FOUND. `path`: that of the request's fields,
// with a dot at its end, where it is part of another.
absl::StatusOr<QueryPlan> PlanQuery(const v1::QueryKpisRequest& request, std::string_view path = {});
// Several, which must be of one department.
absl::StatusOr<std::vector<QueryPlan>> PlanBoard(const v1::WatchBoardRequest& request);
absl::StatusOr<QueryPlan> PlanFunnel(const v1::GetFunnelRequest& request);
// Also for a part that the KPI does not have.
absl::StatusOr<CasePlan> PlanCases(const v1::ListCasesRequest& request);

// The value of a dimension as callers see it: channels and people are resource names.
std::string ValueName(std::string_view department, v1::Dimension dimension, std::string_view value);

}  // namespace zamer::metrics
