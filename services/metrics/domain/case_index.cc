#include "services/metrics/domain/case_index.h"

#include <set>
#include <utility>

namespace zamer::metrics {
namespace {

// What counts something else than leads.
constexpr std::pair<SubjectKind, Measure> kMeasuresOf[] = {
    {SubjectKind::kSpend, Measure::kSpend},
    {SubjectKind::kVisit, Measure::kVisits},
    {SubjectKind::kVisit, Measure::kVisitsWithPhone},
    {SubjectKind::kMarket, Measure::kMarketPhones},
    {SubjectKind::kMarket, Measure::kMarketMaximum},
    {SubjectKind::kMarket, Measure::kMarketPhonesUncapped},
    {SubjectKind::kRedistribution, Measure::kLeadsRedistributed},
    {SubjectKind::kCoverage, Measure::kThinHours},
    {SubjectKind::kShift, Measure::kShiftsLate},
    {SubjectKind::kShift, Measure::kShiftsMissed},
};

// Days by event date; kUnknownDay among them.
std::set<Day> DaysOf(const std::vector<Amount>& amounts) {
  std::set<Day> days;
  for (const Amount& amount : amounts) {
    const Cell& cell = amount.cell;
    if (cell.kind == Cell::Kind::kMeasure && cell.basis == v1::EVENT_DATE) days.insert(cell.day);
  }
  return days;
}

bool IsKind(char code) {
  switch (static_cast<SubjectKind>(code)) {
    case SubjectKind::kLead:
    case SubjectKind::kSpend:
    case SubjectKind::kVisit:
    case SubjectKind::kMarket:
    case SubjectKind::kRedistribution:
    case SubjectKind::kCoverage:
    case SubjectKind::kShift:
      return true;
  }
  return false;
}

}  // namespace

SubjectKind KindOf(Measure measure) {
  for (const auto& [kind, counted] : kMeasuresOf) {
    if (counted == measure) return kind;
  }
  return SubjectKind::kLead;
}

std::string FieldOf(const Subject& subject) {
  return std::string(subject.id).append(1, kFieldSeparator).append(1, static_cast<char>(subject.kind));
}

std::optional<Subject> SubjectOf(std::string_view field) {
  const std::size_t end = field.rfind(kFieldSeparator);
  if (end == std::string_view::npos || end + 2 != field.size() || !IsKind(field.back())) return std::nullopt;
  return Subject{std::string(field.substr(0, end)), static_cast<SubjectKind>(field.back())};
}

void IndexCases(const Subject& subject, const std::vector<Amount>& before, const std::vector<Amount>& after,
                IndexSink sink) {
  const std::set<Day> was = DaysOf(before);
  const std::set<Day> is = DaysOf(after);
  const std::string field = FieldOf(subject);
  for (const Day day : was) {
    if (!is.contains(day)) sink(CasesHashOf(day), field, -1);
  }
  for (const Day day : is) {
    if (!was.contains(day)) sink(CasesHashOf(day), field, 1);
  }
}

}  // namespace zamer::metrics
