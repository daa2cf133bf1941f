#include "services/lead/market_calls.h"

#include <absl/strings/numbers.h>
#include <absl/strings/str_cat.h>

#include <functional>
#include <utility>
#include <vector>

#include "services/common/names/names.h"
#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/common/store/entry_pages.h"
#include "services/common/store/page.h"
#include "services/common/time/months.h"
#include "services/common/time/zone.h"
#include "services/lead/domain/market.h"
#include "services/lead/enquiries.h"
#include "services/lead/lead_records.h"

namespace zamer::lead {
namespace {

// Changes the department's cities, tells it and answers with the number of cities that are different. `change`: pure.
using ChangeCities = std::function<absl::StatusOr<CitiesChange>(v1::CityList&)>;
asio::awaitable<absl::StatusOr<std::string>> Commit(const LeadParts& parts, rpc::Call& call,
                                                    const google::protobuf::Message& request, std::string department,
                                                    ChangeCities change) {
  ZAMER_CO_ASSIGN_OR_RETURN(
      const store::Committed done,
      co_await parts.store.Commit(store::MutationOf(call, department, request),
                                  [&](store::Transaction& tx) -> asio::awaitable<absl::StatusOr<std::string>> {
                                    LeadWork work(parts, tx, department, events::CauseOf(call));
                                    ZAMER_CO_RETURN_IF_ERROR(co_await work.GetRoster());
                                    const store::Key key = CitiesKey(department);
                                    ZAMER_CO_ASSIGN_OR_RETURN(const auto known, co_await tx.Get<v1::CityList>(key));
                                    v1::CityList cities = known ? *known : v1::CityList();
                                    ZAMER_CO_ASSIGN_OR_RETURN(CitiesChange changed, change(cities));
                                    if (changed.changed > 0) tx.Put(key, std::move(cities));
                                    for (CityFact& fact : changed.facts) {
                                      work.Emit(std::move(fact.event), fact.subject, fact.version, work.now());
                                    }
                                    co_return absl::StrCat(changed.changed);
                                  }));
  if (!done.position.empty()) call.SetPosition(done.position);
  co_return done.answer;
}

asio::awaitable<absl::StatusOr<v1::CityList>> ReadCities(const LeadParts& parts, const rpc::Call& call,
                                                         std::string department) {
  ZAMER_CO_ASSIGN_OR_RETURN(auto read, co_await parts.store.Get<v1::CityList>(CitiesKey(department), call.deadline()));
  co_return std::move(read.record).value_or(v1::CityList());
}

v1::City ShownWithEtag(const v1::CityList::Entry& entry) {
  v1::City city = Shown(entry);
  city.set_etag(store::Etag(entry.version()));
  return city;
}

// Everything that was counted in a month.
asio::awaitable<absl::StatusOr<std::vector<v1::MarketMonth>>> ReadMonth(const LeadParts& parts, const rpc::Call& call,
                                                                        std::string department, std::string month) {
  std::vector<v1::MarketMonth> months;
  store::PageQuery query{.department = department,
                         .index = MarketIndex(month),
                         .page_size = store::kLargestPage,
                         .page_token = {},
                         .filter = {}};
  do {
    ZAMER_CO_ASSIGN_OR_RETURN(const store::IdPage page, co_await store::ListIds(parts.store, query, call.deadline()));
    std::vector<store::Key> keys;
    keys.reserve(page.ids.size());
    for (const std::string& id : page.ids) keys.push_back({department, std::string(kMarketKind), id});
    ZAMER_CO_ASSIGN_OR_RETURN(const auto reads,
                              co_await parts.store.GetAll<v1::MarketMonth>(std::move(keys), call.deadline()));
    for (const auto& read : reads) {
      if (read.record) months.push_back(*read.record);
    }
    query.page_token = page.next_page_token;
  } while (!query.page_token.empty());
  co_return months;
}

}  // namespace

asio::awaitable<absl::StatusOr<v1::ImportCitiesResponse>> ImportCities(const LeadParts& parts, rpc::Call& call,
                                                                       const v1::ImportCitiesRequest& request) {
  const ChangeCities change = [&](v1::CityList& cities) { return ImportCities(cities, request, call.now()); };
  ZAMER_CO_ASSIGN_OR_RETURN(const std::string answer,
                            co_await Commit(parts, call, request, std::string(LastSegment(request.parent())), change));
  v1::ImportCitiesResponse response;
  int changed = 0;
  if (!absl::SimpleAtoi(answer, &changed)) co_return Internal("a commit answered with no number of changes");
  response.set_changed(changed);
  co_return response;
}

asio::awaitable<absl::StatusOr<v1::City>> UpdateCity(const LeadParts& parts, rpc::Call& call,
                                                     const v1::UpdateCityRequest& request) {
  const std::string& name = request.city().name();
  const std::string department(DepartmentOf(name));
  const ChangeCities change = [&](v1::CityList& cities) -> absl::StatusOr<CitiesChange> {
    if (const auto* const known = FindCity(cities, name)) {
      ZAMER_RETURN_IF_ERROR(store::CheckEtag(request.city().etag(), known->version()));
    }
    return UpdateCity(cities, request);
  };
  ZAMER_CO_RETURN_IF_ERROR(co_await Commit(parts, call, request, department, change));
  ZAMER_CO_ASSIGN_OR_RETURN(const v1::CityList cities, co_await ReadCities(parts, call, department));
  const v1::CityList::Entry* const entry = FindCity(cities, name);
  if (entry == nullptr) co_return Internal("a committed city is not there");
  co_return ShownWithEtag(*entry);
}

asio::awaitable<absl::StatusOr<v1::ListCitiesResponse>> ListCities(const LeadParts& parts, const rpc::Call& call,
                                                                   const v1::ListCitiesRequest& request) {
  const std::string department(LastSegment(request.parent()));
  ZAMER_CO_ASSIGN_OR_RETURN(const v1::CityList cities, co_await ReadCities(parts, call, department));
  ZAMER_CO_ASSIGN_OR_RETURN(const store::EntryPage page, store::PageOf(cities.cities(),
                                                                       {.department = department,
                                                                        .index = "cities",
                                                                        .page_size = request.page_size(),
                                                                        .page_token = request.page_token(),
                                                                        .filter = {}},
                                                                       [](const v1::CityList::Entry& entry) {
                                                                         return LastSegment(entry.city().name());
                                                                       }));
  v1::ListCitiesResponse response;
  for (int i = page.begin; i < page.end; ++i) *response.add_cities() = ShownWithEtag(cities.cities(i));
  response.set_next_page_token(page.next_page_token);
  co_return response;
}

asio::awaitable<absl::StatusOr<v1::Saturation>> GetSaturation(const LeadParts& parts, const rpc::Call& call,
                                                              const v1::GetSaturationRequest& request) {
  const std::string department(LastSegment(request.name()));
  ZAMER_CO_ASSIGN_OR_RETURN(const std::shared_ptr<const Roster> roster, co_await PeekRoster(parts, department, call));
  absl::CivilMonth month(DayOf(call.now(), roster->zone()));
  if (request.has_month()) {
    ZAMER_CO_ASSIGN_OR_RETURN(month, ParseMonth(request.month(), "month"));
  }
  ZAMER_CO_ASSIGN_OR_RETURN(const v1::CityList cities, co_await ReadCities(parts, call, department));
  ZAMER_CO_ASSIGN_OR_RETURN(const std::vector<v1::MarketMonth> months,
                            co_await ReadMonth(parts, call, department, FormatMonth(month)));
  co_return SaturationOf(cities, months);
}

}  // namespace zamer::lead
