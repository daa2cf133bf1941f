#include "services/zamerctl/reference/cities_file.h"

#include <absl/strings/str_cat.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "services/common/names/names.h"
#include "services/common/status/macros.h"
#include "services/common/text/number.h"
#include "services/zamerctl/reference/table_rows.h"
#include "services/zamerctl/text/ids.h"

namespace zamer::ctl {
namespace {

using lead::v1::City;

constexpr std::string_view kTown = "г";

// The tables of addresses name some towns elsewhere: as an area or a settlement of the type of a town. Moscow and other
// cities that are regions have no name of their own.
std::string_view NameOf(const Row& row) {
  if (!row.Get("city").empty()) return row.Get("city");
  if (row.Get("settlement_type") == kTown) return row.Get("settlement");
  return row.Get("area_type") == kTown ? row.Get("area") : row.Get("region");
}

bool IsWanted(const Row& row, std::int64_t population, const CitiesOptions& options) {
  if (population < options.minimum_population) return false;
  return options.regions.empty() || std::ranges::find(options.regions, row.Get("region")) != options.regions.end();
}

City CityOf(const Row& row, std::int64_t population, const CitiesOptions& options) {
  City city;
  const std::string id = Digest(absl::StrCat(std::string(row.Get("region")), "\n", std::string(NameOf(row))));
  city.set_name(Child(DepartmentNameOf(options.department), "cities", "c" + id.substr(0, 16)));
  city.set_display_name(std::string(NameOf(row)));
  city.set_population(population);
  city.set_reachable_share_bps(options.reachable_share_bps);
  city.set_purchase_interval_months(options.purchase_interval_months);
  return city;
}

}  // namespace

absl::StatusOr<std::vector<City>> ReadCities(const std::string& path, const CitiesOptions& options) {
  std::map<std::string, City> by_name;
  const auto take = [&](const Row& row) -> absl::Status {
    const std::optional<std::int64_t> population = ParseNumber<std::int64_t>(row.Get("population"));
    if (!population) return RowFault(row, "population", "must be a whole number");
    if (NameOf(row).empty()) return RowFault(row, "city", "must not be empty");
    if (!IsWanted(row, *population, options)) return absl::OkStatus();
    City city = CityOf(row, *population, options);
    City& known = by_name[city.display_name()];
    if (known.name().empty() || known.population() < city.population()) known = std::move(city);
    return absl::OkStatus();
  };
  ZAMER_RETURN_IF_ERROR(ForEachRow(path, {"city", "region", "population"}, take));
  std::vector<City> cities;
  cities.reserve(by_name.size());
  for (auto& [name, city] : by_name) cities.push_back(std::move(city));
  return cities;
}

}  // namespace zamer::ctl
