// A market's cities as a table.
#pragma once
#include <absl/status/statusor.h>

#include <cstdint>
#include <string>
#include <vector>

#include "zamer/lead/v1/market.pb.h"

namespace zamer::ctl {

// Which rows of a country's table are a department's market, and what they have in common.
struct CitiesOptions {
  std::string department;                 // its id
  std::vector<std::string> regions = {};  // only of these regions; all when empty
  std::int64_t minimum_population = 0;    // only cities of at least so many people
  int reachable_share_bps = 10'000;
  int purchase_interval_months = 120;
};

// Reads a CSV file with the columns `city`, `region` and `population`; a city that is a region of its own has its name
// there. Where there are columns `area_type` and `area`, or `settlement_type` and `settlement`, a town may have its
// name there too. The city's id follows from region and name, so the same file gives the same ids; of two cities of one
// name the larger is taken. Other columns are ignored. INVALID_ARGUMENT with the line for a population that is no
// number.
absl::StatusOr<std::vector<lead::v1::City>> ReadCities(const std::string& path, const CitiesOptions& options);

}  // namespace zamer::ctl
