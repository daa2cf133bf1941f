#include "services/lead/domain/market.h"

#include <algorithm>
#include <map>
#include <utility>

#include "services/common/names/names.h"
#include "services/common/status/errors.h"
#include "services/common/time/months.h"
#include "services/common/time/timestamps.h"
#include "services/common/time/zone.h"

namespace zamer::lead {
namespace {

// Shares of the maximum that are told, in percent.
constexpr int kWarnings[] = {80, 100};

bool HasReached(std::int64_t phones, std::int64_t maximum, int percent) {
  return maximum > 0 && phones * 100 >= maximum * percent;
}

bool IsCounted(const MarketPlace& place, const v1::CityList& cities) {
  if (!cities.has_counted_since_time()) return false;
  // A phone becomes known after its lead was made and, but for late reports, not before its time.
  const absl::Time since = FromTimestamp(cities.counted_since_time());
  return place.phone_time >= since || place.create_time >= since;
}

}  // namespace

std::optional<MarketPlace> MarketPlaceOf(const v1::LeadRecord& record) {
  const v1::Lead& lead = record.lead();
  if (!record.has_phone_time() || lead.city().empty() || lead.state() == v1::Lead::MERGED) return std::nullopt;
  return MarketPlace{lead.city(), FromTimestamp(record.phone_time()), FromTimestamp(lead.create_time())};
}

std::optional<MarketCell> CellOf(const std::optional<MarketPlace>& place, const v1::CityList& cities,
                                 const absl::TimeZone& zone) {
  if (!place || !IsCounted(*place, cities)) return std::nullopt;
  return MarketCell{place->city, absl::CivilMonth(DayOf(place->phone_time, zone))};
}

std::vector<v1::LeadEvent> CountInMarket(v1::MarketMonth& month, const MarketCell& cell, int more,
                                         std::int64_t maximum) {
  month.set_city(cell.city);
  *month.mutable_month() = MonthDate(cell.month);
  month.set_phones(std::max<std::int64_t>(0, month.phones() + more));
  std::vector<v1::LeadEvent> facts;
  v1::MarketUsed& used = *facts.emplace_back().mutable_market_used();
  used.set_city(month.city());
  *used.mutable_month() = month.month();
  used.set_phones(month.phones());
  used.set_monthly_maximum(maximum);
  for (const int percent : kWarnings) {
    if (month.told_percent() >= percent || !HasReached(month.phones(), maximum, percent)) continue;
    month.set_told_percent(percent);
    v1::MarketSaturated& saturated = *facts.emplace_back().mutable_market_saturated();
    saturated.set_city(month.city());
    *saturated.mutable_month() = month.month();
    saturated.set_percent(percent);
    saturated.set_phones(month.phones());
    saturated.set_monthly_maximum(maximum);
  }
  return facts;
}

v1::Saturation SaturationOf(const v1::CityList& cities, const std::vector<v1::MarketMonth>& months) {
  std::map<std::string, v1::Saturation::CitySaturation> by_city;
  for (const v1::CityList::Entry& entry : cities.cities()) {
    const std::int64_t maximum = MonthlyMaximum(entry.city());
    if (maximum > 0) by_city[entry.city().display_name()].set_monthly_maximum(maximum);
  }
  for (const v1::MarketMonth& month : months) {
    if (month.phones() > 0) by_city[month.city()].set_phones(month.phones());
  }
  v1::Saturation saturation;
  for (auto& [city, used] : by_city) {
    used.set_city(city);
    if (used.monthly_maximum() > 0) used.set_saturation_bps(used.phones() * 10'000 / used.monthly_maximum());
    *saturation.add_cities() = std::move(used);
  }
  return saturation;
}

}  // namespace zamer::lead
