#include "services/metrics/domain/target.h"

#include <algorithm>
#include <string>
#include <utility>

#include "services/common/names/names.h"
#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/common/time/months.h"
#include "services/metrics/domain/catalogue.h"

namespace zamer::metrics {
namespace {

constexpr int kMostMonths = 24;
constexpr double kBasisPoints = 10'000;

// What a target of the KPI has to be; unset for a KPI that has none.
v1::Target::ValueCase ValueCaseOf(const Kpi& kpi) {
  if (kpi.kind == KpiKind::kCount) return v1::Target::kCount;
  if (kpi.kind == KpiKind::kMoney) return v1::Target::kMoney;
  if (kpi.kind == KpiKind::kShare) return v1::Target::kShareBps;
  return v1::Target::VALUE_NOT_SET;
}

std::string_view DescribeCase(v1::Target::ValueCase value) {
  if (value == v1::Target::kCount) return "must be `count`, as the KPI is a count";
  if (value == v1::Target::kMoney) return "must be `money`, as the KPI is an amount";
  return "must be `share_bps`, as the KPI is a share";
}

void CheckPerson(const v1::SetTargetRequest& request, Violations& violations) {
  const v1::Target& target = request.target();
  const bool personal = !target.employee().empty();
  if (personal && DepartmentOf(target.employee()) != LastSegment(request.parent())) {
    violations.Add("target.employee", "must be an employee of the department");
  }
  const bool credits = target.dimension() == v1::LEAD_MANAGER || target.dimension() == v1::DESIGNER;
  if (personal && !credits) violations.Add("target.dimension", "must be LEAD_MANAGER or DESIGNER");
  if (!personal && target.dimension() != v1::DIMENSION_UNSPECIFIED) {
    violations.Add("target.dimension", "must be unset where there is no employee");
  }
}

// An exact value of a count or an amount.
std::int64_t UnitsOf(const v1::Target& target) {
  return target.has_money() ? target.money().minor_units() : target.count();
}
std::int64_t UnitsOf(const v1::KpiValue& fact) { return fact.has_money() ? fact.money().minor_units() : fact.count(); }

bool SameCurrency(const v1::Target& target, const v1::KpiValue& fact) {
  return target.money().currency_code() == fact.money().currency_code();
}

}  // namespace

absl::StatusOr<MonthRange> MonthRangeOf(const v1::ListTargetsRequest& request) {
  ZAMER_ASSIGN_OR_RETURN(const absl::CivilMonth first, ParseMonth(request.start_month(), "start_month"));
  ZAMER_ASSIGN_OR_RETURN(const absl::CivilMonth last, ParseMonth(request.end_month(), "end_month"));
  if (first <= last && last - first < kMostMonths) return MonthRange{first, last};
  Violations violations;
  violations.Add("end_month", "must be from 0 to 23 months after start_month");
  return violations.ToStatus();
}

absl::Status CheckTarget(const v1::SetTargetRequest& request) {
  const v1::Target& target = request.target();
  const Kpi* kpi = FindKpi(target.kpi());
  if (kpi == nullptr) {
    return NotFound(Reason::kKpiNotFound, "There is no such KPI; ListKpis names all of them.", {{"kpi", target.kpi()}});
  }
  ZAMER_RETURN_IF_ERROR(ParseMonth(target.month(), "target.month").status());
  Violations violations;
  const v1::Target::ValueCase wanted = ValueCaseOf(*kpi);
  if (wanted == v1::Target::VALUE_NOT_SET) {
    violations.Add("target.kpi", "must be a count, an amount or a share with an interval");
  } else if (target.value_case() != wanted) {
    violations.Add("target.value", DescribeCase(wanted));
  }
  CheckPerson(request, violations);
  return violations.ToStatus();
}

absl::Status CheckAmount(const v1::Target& target, std::string_view currency_code) {
  if (!target.has_money()) return absl::OkStatus();
  if (target.money().currency_code() != currency_code) {
    return InvalidArgument(Reason::kCurrencyMismatch, "Give the amount in the department's currency.",
                           {{"currency", std::string(currency_code)}});
  }
  if (target.money().minor_units() > 0) return absl::OkStatus();
  return InvalidArgument(Reason::kAmountOutOfRange, "Give an amount above zero; delete the target to have none.");
}

double ValueOf(const v1::Target& target) {
  if (target.has_share_bps()) return target.share_bps() / kBasisPoints;
  return static_cast<double>(UnitsOf(target));
}

std::optional<double> FactOf(const v1::Target& target, const v1::KpiValue& fact) {
  if (target.has_share_bps()) return fact.ratio().has_rate() ? std::optional(fact.ratio().rate()) : std::nullopt;
  return SameCurrency(target, fact) ? std::optional(static_cast<double>(UnitsOf(fact))) : std::nullopt;
}

v1::TargetProgress ProgressOf(const v1::Target& target, v1::KpiValue fact, const v1::WorkingMonth& month) {
  v1::TargetProgress progress;
  if (!target.has_share_bps() && SameCurrency(target, fact)) {
    const std::int64_t reached = UnitsOf(fact);
    const std::int64_t needed = std::max<std::int64_t>(0, UnitsOf(target) - reached);
    progress.set_expected(ValueOf(target) * month.elapsed());
    if (month.elapsed() > 0) progress.set_run_rate(static_cast<double>(reached) / month.elapsed());
    progress.set_needed(needed);
    if (month.working_days_left() > 0) {
      progress.set_needed_per_day(static_cast<double>(needed) / month.working_days_left());
    }
  }
  *progress.mutable_fact() = std::move(fact);
  return progress;
}

}  // namespace zamer::metrics
