#include "services/metrics/case_facts.h"

#include <absl/time/civil_time.h>

#include <algorithm>
#include <utility>

#include "services/common/names/names.h"
#include "services/common/status/macros.h"
#include "services/common/text/number.h"
#include "services/common/time/timestamps.h"
#include "services/metrics/domain/contribution.h"
#include "services/metrics/domain/facts.h"
#include "services/metrics/domain/query_plan.h"
#include "services/metrics/domain/subjects.h"
#include "services/metrics/metrics_records.h"

namespace zamer::metrics {
namespace {

// What is before the first slash of an id, and what is after it.
std::pair<std::string_view, std::string_view> Cut(std::string_view id) {
  const std::size_t slash = std::min(id.find('/'), id.size());
  return {id.substr(0, slash), id.substr(std::min(slash + 1, id.size()))};
}

// Each says what facts add. Some of what counts is in the id only: metrics_records.h.
void Tell(const std::string& id, const v1::LeadFacts& facts, const absl::TimeZone& zone, ToldAmounts told) {
  told(id, Contribution(facts, zone));
}
void Tell(const std::string& id, const v1::VisitFacts& facts, const absl::TimeZone& zone, ToldAmounts told) {
  told(id, VisitContribution(facts, zone));
}
void Tell(const std::string& id, const v1::RedistributionFacts& facts, const absl::TimeZone& zone, ToldAmounts told) {
  told(id, RedistributionContribution(facts, zone));
}
void Tell(const std::string& id, const v1::CoverageFacts& facts, const absl::TimeZone& zone, ToldAmounts told) {
  told(id, CoverageContribution(facts, zone));
}
void Tell(const std::string& id, const v1::SpendFacts& facts, const absl::TimeZone&, ToldAmounts told) {
  const auto [date, rest] = Cut(id);
  const auto [channel, text] = Cut(rest);
  const std::string campaign = FieldText(text);
  if (const auto day = ParseDay(date); day.ok()) told(id, SpendContribution(facts, *day, channel, campaign));
}
void Tell(const std::string& id, const v1::MarketFacts& facts, const absl::TimeZone&, ToldAmounts told) {
  const auto [month, city] = Cut(id);
  const auto first = ParseDay(std::string(month).append("-01"));
  if (first.ok()) told(id, MarketContribution(facts, absl::CivilMonth(*first), city));
}
void Tell(const std::string& id, const v1::ShiftFacts& facts, const absl::TimeZone& zone, ToldAmounts told) {
  const auto [employee, start] = Cut(id);
  const ToldShift shift{std::string(employee), ParseNumber<std::int64_t>(start).value_or(0)};
  told(id, ShiftContribution(facts, shift, zone));
}

template <class Facts>
asio::awaitable<absl::Status> ReadAs(store::Store& store, std::string_view record_kind, const Subjects& subjects,
                                     absl::Time deadline, ToldAmounts told) {
  std::vector<store::Key> keys;
  keys.reserve(subjects.ids.size());
  for (const std::string& id : subjects.ids) keys.push_back({subjects.department, std::string(record_kind), id});
  ZAMER_CO_ASSIGN_OR_RETURN(const auto reads, co_await store.GetAll<Facts>(std::move(keys), deadline));
  for (std::size_t i = 0; i < reads.size(); ++i) {
    if (reads[i].record) Tell(subjects.ids[i], *reads[i].record, subjects.zone, told);
  }
  co_return absl::OkStatus();
}

}  // namespace

asio::awaitable<absl::Status> ReadContributions(store::Store& store, Subjects subjects, absl::Time deadline,
                                                ToldAmounts told) {
  switch (subjects.kind) {
    case SubjectKind::kLead:
      co_return co_await ReadAs<v1::LeadFacts>(store, kFactsKind, subjects, deadline, told);
    case SubjectKind::kSpend:
      co_return co_await ReadAs<v1::SpendFacts>(store, kSpendKind, subjects, deadline, told);
    case SubjectKind::kVisit:
      co_return co_await ReadAs<v1::VisitFacts>(store, kVisitKind, subjects, deadline, told);
    case SubjectKind::kMarket:
      co_return co_await ReadAs<v1::MarketFacts>(store, kMarketKind, subjects, deadline, told);
    case SubjectKind::kRedistribution:
      co_return co_await ReadAs<v1::RedistributionFacts>(store, kRedistributionKind, subjects, deadline, told);
    case SubjectKind::kCoverage:
      co_return co_await ReadAs<v1::CoverageFacts>(store, kCoverageKind, subjects, deadline, told);
    case SubjectKind::kShift:
      co_return co_await ReadAs<v1::ShiftFacts>(store, kShiftKind, subjects, deadline, told);
  }
  co_return absl::OkStatus();
}

std::string SubjectName(std::string_view department, const Subject& subject, const Credit& credit) {
  const std::string parent = DepartmentNameOf(department);
  switch (subject.kind) {
    case SubjectKind::kLead:
      return Child(parent, "leads", subject.id);
    case SubjectKind::kVisit:
      return Child(parent, "visits", subject.id);
    case SubjectKind::kRedistribution:
    case SubjectKind::kShift:
      return ValueName(department, v1::LEAD_MANAGER, credit.values[IndexOf(v1::LEAD_MANAGER)]);
    case SubjectKind::kSpend:
    case SubjectKind::kMarket:
    case SubjectKind::kCoverage:
      break;
  }
  return {};
}

}  // namespace zamer::metrics
