#include "services/lead/market_counting.h"

#include <map>
#include <memory>
#include <string>
#include <utility>

#include "services/common/names/names.h"
#include "services/common/status/macros.h"
#include "services/common/time/months.h"
#include "services/lead/lead_records.h"
#include "services/lead/lead_work.h"

namespace zamer::lead {
namespace {

using Counts = std::map<MarketCell, int>;

Counts CountsOf(const std::vector<MarketMove>& moves, const v1::CityList& cities, const absl::TimeZone& zone) {
  Counts counts;
  for (const MarketMove& move : moves) {
    if (const auto cell = CellOf(move.before, cities, zone)) --counts[*cell];
    if (const auto cell = CellOf(move.after, cities, zone)) ++counts[*cell];
  }
  std::erase_if(counts, [](const auto& count) { return count.second == 0; });
  return counts;
}

store::Key KeyOf(const LeadWork& work, const MarketCell& cell) {
  return MarketKey(work.department(), FormatMonth(cell.month), cell.city);
}

asio::awaitable<absl::Status> Count(LeadWork& work, const MarketCell& cell, int more, std::int64_t maximum) {
  const store::Key key = KeyOf(work, cell);
  ZAMER_CO_ASSIGN_OR_RETURN(const auto known, co_await work.tx().Get<v1::MarketMonth>(key));
  v1::MarketMonth month = known ? *known : v1::MarketMonth();
  std::vector<v1::LeadEvent> facts = CountInMarket(month, cell, more, maximum);
  const std::int64_t version = work.tx().Put(key, std::move(month));
  const std::string subject = Child(DepartmentNameOf(work.department()), "marketMonths", key.id);
  for (v1::LeadEvent& fact : facts) work.Emit(std::move(fact), subject, version, work.now());
  co_return absl::OkStatus();
}

}  // namespace

asio::awaitable<absl::Status> CountMarket(LeadWork& work, std::vector<MarketMove> moves) {
  std::erase_if(moves, [](const MarketMove& move) { return move.before == move.after; });
  if (moves.empty()) co_return absl::OkStatus();
  ZAMER_CO_ASSIGN_OR_RETURN(const auto cities, co_await work.tx().Get<v1::CityList>(CitiesKey(work.department())));
  if (!cities) co_return absl::OkStatus();
  ZAMER_CO_ASSIGN_OR_RETURN(const std::shared_ptr<const Roster> roster, co_await work.GetRoster());
  const Counts counts = CountsOf(moves, *cities, roster->zone());
  std::vector<store::Key> months;
  months.reserve(counts.size());
  for (const auto& [cell, more] : counts) months.push_back(KeyOf(work, cell));
  ZAMER_CO_RETURN_IF_ERROR(co_await work.tx().Prefetch<v1::MarketMonth>(months));
  for (const auto& [cell, more] : counts) {
    const v1::CityList::Entry* const city = FindCitySpelled(*cities, cell.city);
    const std::int64_t maximum = city == nullptr ? 0 : MonthlyMaximum(city->city());
    ZAMER_CO_RETURN_IF_ERROR(co_await Count(work, cell, more, maximum));
  }
  co_return absl::OkStatus();
}

}  // namespace zamer::lead
