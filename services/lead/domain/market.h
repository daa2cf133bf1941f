// How many clients a city holds, and how many of them are known: the market's cap on traffic.
#pragma once
#include <absl/status/status.h>
#include <absl/status/statusor.h>
#include <absl/time/civil_time.h>
#include <absl/time/time.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "zamer/lead/v1/lead_events.pb.h"
#include "zamer/lead/v1/lead_records.pb.h"
#include "zamer/lead/v1/lead_service.pb.h"
#include "zamer/lead/v1/market_records.pb.h"

namespace zamer::lead {

// Most cities of one department: Russia has 1,117 towns.
inline constexpr int kMaxCities = 3000;

// Most leads a month: the people who buy in a month, of those who can be reached; 0 when not known.
std::int64_t MonthlyMaximum(const v1::City& city);

// The resource as it is shown, but for its etag.
v1::City Shown(const v1::CityList::Entry& entry);

// The city of this resource name, or spelled so; null where there is none.
const v1::CityList::Entry* FindCity(const v1::CityList& cities, std::string_view name);
const v1::CityList::Entry* FindCitySpelled(const v1::CityList& cities, std::string_view display_name);

// What is to be told of a city.
struct CityFact {
  v1::LeadEvent event;
  std::string subject;
  std::int64_t version = 0;
};

// What a change of the cities did.
struct CitiesChange {
  int changed = 0;
  std::vector<CityFact> facts = {};
};

// Adds cities, replaces those that are there. INVALID_ARGUMENT/FIELD_INVALID when a name comes twice or is of another
// department, a spelling is not unique, an area code is not digits, or there are too many.
absl::StatusOr<CitiesChange> ImportCities(v1::CityList& cities, const v1::ImportCitiesRequest& request, absl::Time now);

// Changes the city that the request names. NOT_FOUND/CITY_NOT_FOUND; INVALID_ARGUMENT/FIELD_INVALID as above.
absl::StatusOr<CitiesChange> UpdateCity(v1::CityList& cities, const v1::UpdateCityRequest& request);

absl::Status CityNotFound(std::string_view city);

// Where a lead counts: what is counted are leads with a phone. A person counts once, however many phones he has, in the
// month in which the first of them became known, in the city that he is of now. The same phone known again is nobody
// new: leads that are merged count as one, and one that follows an earlier lead of the person does not count. A person
// who was forgotten goes on counting; should he come back, nothing tells that he was there.
struct MarketPlace {
  std::string city;
  absl::Time phone_time;
  absl::Time create_time;
  friend bool operator==(const MarketPlace&, const MarketPlace&) = default;
};
// Nothing when the lead does not count anywhere.
std::optional<MarketPlace> MarketPlaceOf(const v1::LeadRecord& record);

// One month of one city.
struct MarketCell {
  std::string city;
  absl::CivilMonth month;
  friend bool operator==(const MarketCell&, const MarketCell&) = default;
  friend bool operator<(const MarketCell& a, const MarketCell& b) {
    return std::tie(a.city, a.month) < std::tie(b.city, b.month);
  }
};
// Nothing for what became known before the market was described, so that it is never subtracted either.
std::optional<MarketCell> CellOf(const std::optional<MarketPlace>& place, const v1::CityList& cities,
                                 const absl::TimeZone& zone);

// Counts more or fewer in the month of the cell. The facts: how many there are now, and each share of the maximum that
// is reached for the first time.
std::vector<v1::LeadEvent> CountInMarket(v1::MarketMonth& month, const MarketCell& cell, int more,
                                         std::int64_t maximum);

// How much was used: each city that has a maximum or had phones, by city.
v1::Saturation SaturationOf(const v1::CityList& cities, const std::vector<v1::MarketMonth>& months);

}  // namespace zamer::lead
