#include "services/metrics/subject_events.h"

#include <absl/functional/function_ref.h>
#include <absl/strings/str_cat.h>
#include <absl/strings/str_format.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/common/time/timestamps.h"
#include "services/common/time/zone.h"
#include "services/metrics/domain/facts.h"
#include "services/metrics/domain/subjects.h"
#include "services/metrics/metrics_records.h"

namespace zamer::metrics {
namespace {

using lead::v1::LeadEvent;

// Changes facts by `fold`, and the counters by what then follows otherwise.
template <class Facts>
asio::awaitable<absl::Status> Change(store::Transaction& tx, const Place& place, SubjectKind kind, store::Key key,
                                     absl::FunctionRef<void(Facts&)> fold,
                                     absl::FunctionRef<std::vector<Amount>(const Facts&)> contribution) {
  ZAMER_CO_ASSIGN_OR_RETURN(const auto known, co_await tx.Get<Facts>(key));
  const Facts before = known ? *known : Facts();
  Facts after = before;
  fold(after);
  if (after.SerializeAsString() == before.SerializeAsString()) co_return absl::OkStatus();
  const std::vector<Amount> was = contribution(before);
  std::vector<Amount> is = contribution(after);
  IndexAll(tx, place.department, {key.id, kind}, was, is);
  AddAll(tx, place.department, Difference(was, std::move(is)));
  tx.Put(key, std::move(after));
  co_return absl::OkStatus();
}

asio::awaitable<absl::Status> ChangeSpend(store::Transaction& tx, const Place& place, const LeadEvent& event) {
  const lead::v1::SpendRecorded& told = event.spend_recorded();
  ZAMER_CO_ASSIGN_OR_RETURN(const absl::CivilDay day, FromDate(told.date()));
  if (told.amount().currency_code() != place.currency_code) {
    co_return InvalidArgument(Reason::kCurrencyMismatch,
                              "The spend is not in the department's currency, so it cannot be summed; record it anew.",
                              {{"currency", told.amount().currency_code()}});
  }
  const std::string channel = Id(told.channel());
  const std::string campaign = FieldText(told.campaign());
  co_return co_await Change<v1::SpendFacts>(
      tx, place, SubjectKind::kSpend, SpendKey(place.department, FormatDay(day), channel, told.campaign()),
      [&](v1::SpendFacts& facts) { FoldSpend(event, facts); },
      [&](const v1::SpendFacts& facts) { return SpendContribution(facts, day, channel, campaign); });
}

asio::awaitable<absl::Status> ChangeMarket(store::Transaction& tx, const Place& place, const LeadEvent& event,
                                           absl::CivilMonth month, std::string city) {
  const std::string id = absl::StrFormat("%04d-%02d/%s", month.year(), month.month(), city);
  co_return co_await Change<v1::MarketFacts>(
      tx, place, SubjectKind::kMarket, MarketKey(place.department, id),
      [&](v1::MarketFacts& facts) { FoldMarket(event, facts); },
      [&](const v1::MarketFacts& facts) { return MarketContribution(facts, month, city); });
}

asio::awaitable<absl::Status> ChangeUsed(store::Transaction& tx, const Place& place, const LeadEvent& event) {
  google::type::Date first = event.market_used().month();
  first.set_day(1);
  ZAMER_CO_ASSIGN_OR_RETURN(const absl::CivilDay day, FromDate(first));
  co_return co_await ChangeMarket(tx, place, event, absl::CivilMonth(day), FieldText(event.market_used().city()));
}

// A city's maximum holds from the month in which it was described.
asio::awaitable<absl::Status> ChangeCity(store::Transaction& tx, const Place& place, const LeadEvent& event) {
  const absl::CivilMonth month(DayOf(FromTimestamp(event.meta().recorded_time()), place.zone));
  co_return co_await ChangeMarket(tx, place, event, month, FieldText(event.city_changed().city()));
}

asio::awaitable<absl::Status> ChangeVisit(store::Transaction& tx, const Place& place, const LeadEvent& event) {
  co_return co_await Change<v1::VisitFacts>(
      tx, place, SubjectKind::kVisit, VisitKey(place.department, Id(event.meta().subject())),
      [&](v1::VisitFacts& facts) { FoldVisit(event, facts); },
      [&](const v1::VisitFacts& facts) { return VisitContribution(facts, place.zone); });
}

asio::awaitable<absl::Status> ChangeRedistribution(store::Transaction& tx, const Place& place, const LeadEvent& event) {
  co_return co_await Change<v1::RedistributionFacts>(
      tx, place, SubjectKind::kRedistribution, RedistributionKey(place.department, Id(event.meta().subject())),
      [&](v1::RedistributionFacts& facts) { FoldRedistribution(event, facts); },
      [&](const v1::RedistributionFacts& facts) { return RedistributionContribution(facts, place.zone); });
}

}  // namespace

bool IsAboutSubject(const LeadEvent& event) {
  return event.has_spend_recorded() || event.has_visit_recorded() || event.has_market_used() ||
         event.has_city_changed() || event.has_leads_redistributed();
}

asio::awaitable<absl::Status> ChangeSubject(store::Transaction& tx, const Place& place, const LeadEvent& event) {
  if (event.has_spend_recorded()) return ChangeSpend(tx, place, event);
  if (event.has_visit_recorded()) return ChangeVisit(tx, place, event);
  if (event.has_market_used()) return ChangeUsed(tx, place, event);
  if (event.has_city_changed()) return ChangeCity(tx, place, event);
  return ChangeRedistribution(tx, place, event);
}

asio::awaitable<absl::Status> ChangeCoverage(store::Transaction& tx, const Place& place,
                                             const scheduling::v1::SchedulingEvent& event) {
  for (const absl::CivilMonth month : MonthsOf(event, place.zone)) {
    const std::string id = absl::StrFormat("%04d-%02d", month.year(), month.month());
    ZAMER_CO_RETURN_IF_ERROR(co_await Change<v1::CoverageFacts>(
        tx, place, SubjectKind::kCoverage, CoverageKey(place.department, id),
        [&](v1::CoverageFacts& facts) { FoldCoverage(event, month, place.zone, facts); },
        [&](const v1::CoverageFacts& facts) { return CoverageContribution(facts, place.zone); }));
  }
  co_return absl::OkStatus();
}

asio::awaitable<absl::Status> ChangeShift(store::Transaction& tx, const Place& place,
                                          const scheduling::v1::SchedulingEvent& event) {
  const std::optional<ToldShift> shift = ShiftOf(event);
  if (!shift) co_return absl::OkStatus();
  co_return co_await Change<v1::ShiftFacts>(
      tx, place, SubjectKind::kShift, ShiftKey(place.department, absl::StrCat(shift->employee, "/", shift->start_ms)),
      [&](v1::ShiftFacts& facts) { FoldShift(event, facts); },
      [&](const v1::ShiftFacts& facts) { return ShiftContribution(facts, *shift, place.zone); });
}

}  // namespace zamer::metrics
