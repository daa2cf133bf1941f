#include "services/metrics/domain/query_plan.h"

#include <absl/strings/str_cat.h>

#include <algorithm>
#include <utility>

#include "services/common/names/names.h"
#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/common/time/timestamps.h"
#include "services/metrics/domain/funnel.h"

namespace zamer::metrics {
namespace {

// The collection of a dimension whose values are resources; empty for free text.
std::string_view CollectionOf(v1::Dimension dimension) {
  if (dimension == v1::CHANNEL) return "channels";
  return dimension == v1::LEAD_MANAGER || dimension == v1::DESIGNER ? "employees" : "";
}

bool Known(v1::Dimension dimension) { return dimension >= v1::CHANNEL && dimension <= v1::LOSS_REASON; }

void PlanPeriod(const v1::Period& period, const std::string& path, QueryPlan& plan, Violations& violations) {
  const absl::StatusOr<absl::CivilDay> first = FromDate(period.start_date());
  const absl::StatusOr<absl::CivilDay> last = FromDate(period.end_date());
  if (!first.ok()) violations.Add(path + ".start_date", "must be a date");
  if (!last.ok()) violations.Add(path + ".end_date", "must be a date");
  if (!first.ok() || !last.ok()) return;
  if (*last < *first || *last - *first > kMaxPeriodDays) {
    violations.Add(path + ".end_date", absl::StrCat("must be from 0 to ", kMaxPeriodDays, " days after start_date"));
    return;
  }
  plan.first = DayNumber(*first);
  plan.last = DayNumber(*last);
}

// The value as it is in the counters; nothing for a name of another kind or department.
std::optional<std::string> StoredValue(const std::string& parent, v1::Dimension dimension, const std::string& value) {
  const std::string_view collection = CollectionOf(dimension);
  if (collection.empty() || value.empty()) return value;
  std::string id(LastSegment(value));
  if (value != Child(parent, collection, id)) return std::nullopt;
  return id;
}

void PlanFilter(const std::string& parent, const v1::DimensionFilter& filter, const std::string& path, QueryPlan& plan,
                Violations& violations) {
  if (!Known(filter.dimension())) return violations.Add(path + ".dimension", "must be a known dimension");
  auto& kept = plan.filters[IndexOf(filter.dimension())];
  if (kept) return violations.Add(path + ".dimension", "must differ from that of the other filter");
  kept.emplace();
  for (int i = 0; i < filter.values_size(); ++i) {
    std::optional<std::string> value = StoredValue(parent, filter.dimension(), filter.values(i));
    if (value) {
      kept->insert(*std::move(value));
    } else {
      violations.Add(absl::StrCat(path, ".values[", i, "]"),
                     "must be the name of a channel or employee of this department, or empty");
    }
  }
}

// What all questions have: `path` is that of the request's fields.
template <class Request>
QueryPlan PlanCommon(const Request& request, const std::string& path, Violations& violations) {
  QueryPlan plan;
  plan.department = DepartmentOf(request.parent());
  plan.basis = request.basis();
  PlanPeriod(request.period(), path + "period", plan, violations);
  if (plan.basis != v1::EVENT_DATE && plan.basis != v1::COHORT) {
    violations.Add(path + "basis", "must be EVENT_DATE or COHORT");
  }
  for (int i = 0; i < request.filters_size(); ++i) {
    PlanFilter(request.parent(), request.filters(i), absl::StrCat(path, "filters[", i, "]"), plan, violations);
  }
  return plan;
}

void PlanGrouping(QueryPlan& plan, const std::string& path, Violations& violations) {
  std::set<v1::Dimension> all(plan.dimensions.begin(), plan.dimensions.end());
  if (all.size() < plan.dimensions.size()) violations.Add(path + "dimensions", "must differ");
  for (int i = 0; i < kDimensions; ++i) {
    if (plan.filters[i]) all.insert(static_cast<v1::Dimension>(i + 1));
  }
  plan.grouping.assign(all.begin(), all.end());
  if (!IsKept(plan.grouping)) {
    violations.Add(path + "dimensions",
                   "must be, together with those filtered on, any but CAMPAIGN, or that and one more");
  }
}

absl::StatusOr<const Kpi*> KnownKpi(const std::string& id) {
  const Kpi* kpi = FindKpi(id);
  if (kpi != nullptr) return kpi;
  return NotFound(Reason::kKpiNotFound, "There is no such KPI; ListKpis names all of them.", {{"kpi", id}});
}

void PlanPart(CasePlan& plan, Violations& violations) {
  const Kpi& kpi = *plan.kpi;
  if (plan.part == v1::NUMERATOR) {
    // A share of revenue, rounded, less spend: no case says what it adds to that.
    if (kpi.kind == KpiKind::kReturn) violations.Add("part", "must be one whose cases add up: list revenue_net");
    plan.terms = kpi.timing ? Terms{{CasesOf(*kpi.timing)}} : kpi.numerator;
  } else if (plan.part == v1::DENOMINATOR) {
    if (kpi.denominator.empty()) violations.Add("part", "must be a part of the KPI, which has no denominator");
    plan.terms = kpi.denominator;
  } else if (plan.part == v1::UNKNOWN) {
    plan.terms = kpi.unknown;
    plan.undated = kpi.undated;
  } else {
    violations.Add("part", "must be NUMERATOR, DENOMINATOR or UNKNOWN");
  }
}

}  // namespace

std::optional<Day> QueryPlan::RowOf(Day day) const {
  if (granularity == v1::DAY) return day;
  if (granularity == v1::WEEK) return DayNumber(absl::PrevWeekday(CivilOf(day) + 1, absl::Weekday::monday));
  if (granularity == v1::MONTH) return DayNumber(absl::CivilDay(absl::CivilMonth(CivilOf(day))));
  return std::nullopt;
}

Day QueryPlan::LastOf(std::optional<Day> row) const {
  if (!row) return last;
  if (granularity == v1::WEEK) return std::min(last, *row + 6);
  if (granularity == v1::DAY) return *row;
  return std::min(last, DayNumber(absl::CivilDay(absl::CivilMonth(CivilOf(*row)) + 1)) - 1);
}

absl::StatusOr<QueryPlan> PlanQuery(const v1::QueryKpisRequest& request, std::string_view path) {
  const std::string at(path);
  Violations violations;
  QueryPlan plan = PlanCommon(request, at, violations);
  plan.granularity = request.granularity();
  for (const int dimension : request.dimensions()) {
    plan.dimensions.push_back(static_cast<v1::Dimension>(dimension));
    if (!Known(plan.dimensions.back())) violations.Add(at + "dimensions", "must be known dimensions");
  }
  PlanGrouping(plan, at, violations);
  ZAMER_RETURN_IF_ERROR(violations.ToStatus());
  for (const std::string& id : request.kpis()) {
    ZAMER_ASSIGN_OR_RETURN(plan.kpis.emplace_back(), KnownKpi(id));
  }
  if (plan.kpis.empty()) {
    for (const Kpi& kpi : Catalogue()) plan.kpis.push_back(&kpi);
  }
  for (const Kpi* kpi : plan.kpis) plan.needs.Add(*kpi, plan.quantiles());
  return plan;
}

absl::StatusOr<std::vector<QueryPlan>> PlanBoard(const v1::WatchBoardRequest& request) {
  Violations violations;
  std::vector<QueryPlan> plans;
  plans.reserve(static_cast<std::size_t>(request.queries_size()));
  for (int i = 0; i < request.queries_size(); ++i) {
    const std::string path = absl::StrCat("queries[", i, "].");
    if (request.queries(i).parent() != request.queries(0).parent()) {
      violations.Add(path + "parent", "must be the department of all queries");
      continue;
    }
    ZAMER_ASSIGN_OR_RETURN(plans.emplace_back(), PlanQuery(request.queries(i), path));
  }
  ZAMER_RETURN_IF_ERROR(violations.ToStatus());
  return plans;
}

absl::StatusOr<QueryPlan> PlanFunnel(const v1::GetFunnelRequest& request) {
  Violations violations;
  QueryPlan plan = PlanCommon(request, {}, violations);
  PlanGrouping(plan, {}, violations);
  ZAMER_RETURN_IF_ERROR(violations.ToStatus());
  AddFunnelNeeds(plan.needs);
  return plan;
}

absl::StatusOr<CasePlan> PlanCases(const v1::ListCasesRequest& request) {
  Violations violations;
  CasePlan plan{.query = PlanCommon(request, {}, violations), .part = request.part()};
  PlanGrouping(plan.query, {}, violations);
  ZAMER_RETURN_IF_ERROR(violations.ToStatus());
  ZAMER_ASSIGN_OR_RETURN(plan.kpi, KnownKpi(request.kpi()));
  PlanPart(plan, violations);
  ZAMER_RETURN_IF_ERROR(violations.ToStatus());
  return plan;
}

std::string ValueName(std::string_view department, v1::Dimension dimension, std::string_view value) {
  const std::string_view collection = CollectionOf(dimension);
  if (collection.empty() || value.empty()) return std::string(value);
  return Child(DepartmentNameOf(department), collection, value);
}

}  // namespace zamer::metrics
