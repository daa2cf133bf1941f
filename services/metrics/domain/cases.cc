#include "services/metrics/domain/cases.h"

#include <algorithm>
#include <map>
#include <utility>

#include "services/common/time/timestamps.h"
#include "services/metrics/domain/evaluate.h"

namespace zamer::metrics {
namespace {

struct Found {
  std::int64_t amount = 0;
  std::int64_t millis = 0;  // what a duration took
  std::int64_t since = 0;   // when an age began
};
using FoundByPlace = std::map<std::pair<Day, Credit>, Found>;

int FactorOf(const Terms& terms, int code) {
  int factor = 0;
  for (const Term& term : terms) factor += Index(term.measure) == code ? term.factor : 0;
  return factor;
}

bool Keeps(const CasePlan& plan, const Credit& credit) {
  return std::ranges::all_of(plan.query.grouping, [&](v1::Dimension dimension) {
    return plan.query.Keeps(dimension, credit.values[IndexOf(dimension)]);
  });
}

bool IsTimed(const CasePlan& plan) {
  const bool timed = plan.kpi->kind == KpiKind::kTiming || plan.kpi->kind == KpiKind::kAge;
  return timed && plan.part == v1::NUMERATOR;
}

void AddMeasure(const CasePlan& plan, const Amount& amount, FoundByPlace& found) {
  const Cell& cell = amount.cell;
  const Terms& terms = cell.day == kUnknownDay ? plan.undated : plan.terms;
  if (const int factor = FactorOf(terms, cell.code)) {
    found[{cell.day, cell.credit}].amount += factor * amount.amount;
  } else if (IsTimed(plan) && cell.code == Index(MillisOf(*plan.kpi->timing))) {
    found[{cell.day, cell.credit}].millis += amount.amount;
  }
}

void AddDuration(const CasePlan& plan, const Amount& amount, FoundByPlace& found) {
  const Cell& cell = amount.cell;
  if (IsTimed(plan) && cell.code == Index(*plan.kpi->timing)) found[{cell.day, cell.credit}].since = cell.bucket;
}

// Takes off a meeting that is still ahead.
void AddMeeting(const CasePlan& plan, const Amount& amount, absl::Time now, FoundByPlace& found) {
  const Cell& cell = amount.cell;
  if (!IsAhead(cell.bucket, now)) return;
  const Day day = plan.query.basis == v1::COHORT ? cell.cohort : cell.day;
  found[{day, cell.credit}].amount -= FactorOf(plan.terms, cell.code) * amount.amount;
}

std::optional<google::protobuf::Duration> DurationOf(const CasePlan& plan, const Found& found, absl::Time now) {
  if (!IsTimed(plan)) return std::nullopt;
  if (plan.kpi->kind == KpiKind::kAge) return AgeOf(found.since, now);
  return ToProtoDuration(absl::Milliseconds(found.millis));
}

}  // namespace

std::vector<Case> FindCases(const CasePlan& plan, const std::vector<Amount>& amounts, absl::Time now) {
  FoundByPlace found;
  for (const Amount& amount : amounts) {
    const Cell& cell = amount.cell;
    if (!Keeps(plan, cell.credit)) continue;
    if (cell.kind == Cell::Kind::kMeeting) AddMeeting(plan, amount, now, found);
    if (cell.basis != plan.query.basis) continue;
    if (cell.kind == Cell::Kind::kMeasure) AddMeasure(plan, amount, found);
    if (cell.kind == Cell::Kind::kDuration) AddDuration(plan, amount, found);
  }
  std::vector<Case> cases;
  for (const auto& [place, what] : found) {
    const auto& [day, credit] = place;
    const bool asked = day == kUnknownDay || (day >= plan.query.first && day <= plan.query.last);
    if (what.amount != 0 && asked) cases.push_back({day, credit, what.amount, DurationOf(plan, what, now)});
  }
  return cases;
}

v1::KpiCase ShownCase(const CasePlan& plan, std::string subject, const Case& found) {
  v1::KpiCase shown;
  shown.set_subject(std::move(subject));
  if (found.day != kUnknownDay) *shown.mutable_date() = ToDate(CivilOf(found.day));
  shown.set_amount(found.amount);
  for (int i = 0; i < kDimensions; ++i) {
    if (found.credit.values[i].empty()) continue;
    v1::CaseDimension& dimension = *shown.add_dimensions();
    dimension.set_dimension(static_cast<v1::Dimension>(i + 1));
    dimension.set_value(ValueName(plan.query.department, dimension.dimension(), found.credit.values[i]));
  }
  if (found.duration) *shown.mutable_duration() = *found.duration;
  return shown;
}

}  // namespace zamer::metrics
