// The cities of a department's market.
#include <absl/strings/str_cat.h>
#include <google/protobuf/util/message_differencer.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "services/common/names/names.h"
#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/common/time/timestamps.h"
#include "services/common/update/update.h"
#include "services/lead/domain/market.h"

namespace zamer::lead {
namespace {

using Entry = v1::CityList::Entry;

constexpr std::int64_t kWholeBps = 10'000;
constexpr std::int64_t kUsualInterval = 120;

std::string_view IdOf(const Entry& entry) { return LastSegment(entry.city().name()); }

bool IsAreaCode(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

void CheckAreaCode(const v1::City& city, const std::string& field, Violations& violations) {
  if (!IsAreaCode(city.area_code())) violations.Add(absl::StrCat(field, ".area_code"), "must be digits");
}

// No two cities are spelled alike.
void CheckSpelling(const v1::CityList& cities, const std::string& field, Violations& violations) {
  std::set<std::string_view> spellings;
  for (const Entry& entry : cities.cities()) {
    if (spellings.insert(entry.city().display_name()).second) continue;
    violations.Add(field, "must not spell a city as another of the department is spelled");
  }
}

absl::Status CheckImport(const v1::ImportCitiesRequest& request) {
  Violations violations;
  std::set<std::string_view> names;
  for (int i = 0; i < request.cities_size(); ++i) {
    const v1::City& city = request.cities(i);
    const std::string field = absl::StrCat("cities[", i, "]");
    if (DepartmentOf(city.name()) != LastSegment(request.parent())) {
      violations.Add(absl::StrCat(field, ".name"), "must be a city of the department");
    }
    if (!names.insert(city.name()).second) violations.Add(absl::StrCat(field, ".name"), "must not repeat another");
    CheckAreaCode(city, field, violations);
  }
  return violations.ToStatus();
}

void TellCity(const Entry& entry, const std::string& spelling, std::int64_t maximum, CitiesChange& change) {
  CityFact& fact = change.facts.emplace_back(CityFact{{}, entry.city().name(), entry.version()});
  fact.event.mutable_city_changed()->set_city(spelling);
  fact.event.mutable_city_changed()->set_monthly_maximum(maximum);
}

Entry& EntryFor(v1::CityList& cities, std::string_view name) {
  auto& entries = *cities.mutable_cities();
  const auto known = std::ranges::lower_bound(entries, LastSegment(name), {}, IdOf);
  if (known != entries.end() && known->city().name() == name) return *known;
  entries.Add()->mutable_city()->set_name(std::string(name));
  int at = entries.size() - 1;
  for (; at > 0 && IdOf(entries[at]) < IdOf(entries[at - 1]); --at) entries.SwapElements(at, at - 1);
  return entries[at];
}

// Puts cities in their places, and tells what is different then.
CitiesChange Replace(v1::CityList& cities, std::vector<v1::City> wanted) {
  CitiesChange change;
  std::map<std::string, std::string> before;  // spelling -> name
  for (v1::City& city : wanted) {
    city.clear_etag();
    city.clear_monthly_maximum();
    Entry& entry = EntryFor(cities, city.name());
    if (entry.version() > 0 && google::protobuf::util::MessageDifferencer::Equals(entry.city(), city)) continue;
    if (entry.version() > 0) before[entry.city().display_name()] = city.name();
    *entry.mutable_city() = std::move(city);
    entry.set_version(entry.version() + 1);
    ++change.changed;
    TellCity(entry, entry.city().display_name(), MonthlyMaximum(entry.city()), change);
  }
  for (const auto& [spelling, name] : before) {
    // Nothing is known any more of what no city is spelled.
    if (FindCitySpelled(cities, spelling) == nullptr) TellCity(*FindCity(cities, name), spelling, 0, change);
  }
  return change;
}

}  // namespace

std::int64_t MonthlyMaximum(const v1::City& city) {
  const std::int64_t share = city.has_reachable_share_bps() ? city.reachable_share_bps() : kWholeBps;
  const std::int64_t months = city.has_purchase_interval_months() ? city.purchase_interval_months() : kUsualInterval;
  return city.population() * share / (kWholeBps * months);
}

v1::City Shown(const Entry& entry) {
  v1::City city = entry.city();
  city.set_monthly_maximum(MonthlyMaximum(city));
  return city;
}

const Entry* FindCity(const v1::CityList& cities, std::string_view name) {
  const auto& entries = cities.cities();
  const auto found = std::ranges::lower_bound(entries, LastSegment(name), {}, IdOf);
  return found != entries.end() && found->city().name() == name ? &*found : nullptr;
}

const Entry* FindCitySpelled(const v1::CityList& cities, std::string_view display_name) {
  const auto found = std::ranges::find(cities.cities(), display_name,
                                       [](const Entry& one) -> std::string_view { return one.city().display_name(); });
  return found == cities.cities().end() ? nullptr : &*found;
}

absl::StatusOr<CitiesChange> ImportCities(v1::CityList& cities, const v1::ImportCitiesRequest& request,
                                          absl::Time now) {
  ZAMER_RETURN_IF_ERROR(CheckImport(request));
  CitiesChange change = Replace(cities, {request.cities().begin(), request.cities().end()});
  Violations violations;
  CheckSpelling(cities, "cities", violations);
  if (cities.cities_size() > kMaxCities) {
    violations.Add("cities", absl::StrCat("must not be more than ", kMaxCities, " in the department"));
  }
  ZAMER_RETURN_IF_ERROR(violations.ToStatus());
  if (!cities.has_counted_since_time()) *cities.mutable_counted_since_time() = ToTimestamp(now);
  return change;
}

absl::StatusOr<CitiesChange> UpdateCity(v1::CityList& cities, const v1::UpdateCityRequest& request) {
  const Entry* const known = FindCity(cities, request.city().name());
  if (known == nullptr) return CityNotFound(request.city().name());
  v1::City city = known->city();
  ZAMER_RETURN_IF_ERROR(ApplyUpdate(request.city(), request.update_mask(), "city", city));
  Violations violations;
  CheckAreaCode(city, "city", violations);
  std::vector<v1::City> wanted{std::move(city)};
  CitiesChange change = Replace(cities, std::move(wanted));
  CheckSpelling(cities, "city.display_name", violations);
  ZAMER_RETURN_IF_ERROR(violations.ToStatus());
  return change;
}

absl::Status CityNotFound(std::string_view city) {
  return NotFound(Reason::kCityNotFound, "There is no such city: check the name, or import it first.",
                  {{"city", std::string(city)}});
}

}  // namespace zamer::lead
