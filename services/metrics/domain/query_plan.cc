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

bool Known(v1::Dimension dimension) { return dimension >= v1::CHANNEL && dimension <= v1::DESIGNER; }

void PlanPeriod(const v1::Period& period, std::string_view path, QueryPlan& plan, Violations& violations) {
  const absl::StatusOr<absl::CivilDay> first = FromDate(period.start_date());
  const absl::StatusOr<absl::CivilDay> last = FromDate(period.end_date());
  if (!first.ok()) violations.Add(absl::StrCat(path.data(), ".start_date"), "must be a date");
  if (!last.ok()) violations.Add(absl::StrCat(path.data(), ".end_date"), "must be a date");
  if (!first.ok() || !last.ok()) return;
  if (*last < *first || *last - *first > kMaxPeriodDays) {
    violations.Add(absl::StrCat(path.data(), ".end_date"),
                   absl::StrCat("must be from 0 to ", kMaxPeriodDays, " days after start_date"));
    return;
  }
  plan.first = DayNumber(*first);
  plan.last = DayNumber(*last);
}

// The value as it is in the counters; nothing for a name of another kind or department.
std::optional<std::string> StoredValue(const std::string& parent, v1::Dimension dimension, const std::string& value) {
  const std::string_view collection = CollectionOf(dimension);
  if (collection.empty() || value.empty()) return value;
  const std::string id(LastSegment(value));
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

template <class Request>
QueryPlan PlanCommon(const Request& request, Violations& violations) {
  QueryPlan plan;
  plan.department = DepartmentOf(request.parent());
  plan.basis = request.basis();
  PlanPeriod(request.period(), "period", plan, violations);
  if (plan.basis != v1::EVENT_DATE && plan.basis != v1::COHORT) violations.Add("basis", "must be EVENT_DATE or COHORT");
  for (int i = 0; i < request.filters_size(); ++i) {
    PlanFilter(request.parent(), request.filters(i), absl::StrCat("filters[", i, "]"), plan, violations);
  }
  return plan;
}

void PlanGrouping(QueryPlan& plan, Violations& violations) {
  std::set<v1::Dimension> all(plan.dimensions.begin(), plan.dimensions.end());
  if (all.size() < plan.dimensions.size()) violations.Add("dimensions", "must differ");
  for (int i = 0; i < kDimensions; ++i) {
    if (plan.filters[i]) all.insert(static_cast<v1::Dimension>(i + 1));
  }
  if (all.size() > 2) violations.Add("dimensions", "must be, together with those filtered on, at most two");
  plan.grouping.assign(all.begin(), all.end());
}

}  // namespace

std::optional<Day> QueryPlan::RowOf(Day day) const {
  const absl::CivilDay civil = CivilOf(day);
  if (granularity == v1::DAY) return day;
  if (granularity == v1::WEEK) return DayNumber(absl::PrevWeekday(civil + 1, absl::Weekday::monday));
  if (granularity == v1::MONTH) return DayNumber(absl::CivilDay(absl::CivilMonth(civil)));
  return std::nullopt;
}

Day QueryPlan::LastOf(std::optional<Day> row) const {
  if (!row) return last;
  if (granularity == v1::WEEK) return std::min(last, *row + 6);
  if (granularity == v1::DAY) return *row;
  return std::min(last, DayNumber(absl::CivilDay(absl::CivilMonth(CivilOf(*row)) + 1)) - 1);
}

absl::StatusOr<QueryPlan> PlanQuery(const v1::QueryKpisRequest& request) {
  Violations violations;
  QueryPlan plan = PlanCommon(request, violations);
  plan.granularity = request.granularity();
  for (const int dimension : request.dimensions()) {
    plan.dimensions.push_back(static_cast<v1::Dimension>(dimension));
    if (!Known(plan.dimensions.back())) violations.Add("dimensions", "must be known dimensions");
  }
  PlanGrouping(plan, violations);
  ZAMER_RETURN_IF_ERROR(violations.ToStatus());
  for (const std::string& id : request.kpis()) {
    plan.kpis.push_back(FindKpi(id));
    if (plan.kpis.back() == nullptr) {
      return NotFound(Reason::kKpiNotFound, "There is no such KPI; ListKpis names all of them.", {{"kpi", id}});
    }
  }
  if (plan.kpis.empty()) {
    for (const Kpi& kpi : Catalogue()) plan.kpis.push_back(&kpi);
  }
  for (const Kpi* kpi : plan.kpis) plan.needs.Add(*kpi, plan.quantiles());
  return plan;
}

absl::StatusOr<QueryPlan> PlanFunnel(const v1::GetFunnelRequest& request) {
  Violations violations;
  QueryPlan plan = PlanCommon(request, violations);
  PlanGrouping(plan, violations);
  ZAMER_RETURN_IF_ERROR(violations.ToStatus());
  AddFunnelNeeds(plan.needs);
  return plan;
}

std::string ValueName(std::string_view department, v1::Dimension dimension, std::string_view value) {
  const std::string_view collection = CollectionOf(dimension);
  if (collection.empty() || value.empty()) return std::string(value);
  return Child(DepartmentNameOf(department), collection, value);
}

}  // namespace zamer::metrics
