#include <absl/strings/str_cat.h>

#include <algorithm>
#include <iostream>
#include <memory>

#include "services/common/names/names.h"
#include "services/common/status/macros.h"
#include "services/zamerctl/commands/commands.h"
#include "services/zamerctl/reference/cities_file.h"
#include "services/zamerctl/text/ids.h"
#include "zamer/lead/v1/lead_service.grpc.pb.h"

namespace zamer::ctl {
namespace {

using lead::v1::LeadService;

// Cities of one call.
constexpr std::size_t kBatch = 500;

absl::Status SendCities(const Settings& settings, const std::string& file, const CitiesOptions& options) {
  ZAMER_ASSIGN_OR_RETURN(const auto cities, ReadCities(file, options));
  Session session(settings);
  const auto stub = LeadService::NewStub(session.ChannelTo("lead"));
  int changed = 0;
  for (std::size_t begin = 0; begin < cities.size(); begin += kBatch) {
    lead::v1::ImportCitiesRequest request;
    request.set_parent(DepartmentNameOf(options.department));
    const std::size_t end = std::min(begin + kBatch, cities.size());
    for (std::size_t i = begin; i < end; ++i) *request.add_cities() = cities[i];
    // The same cities of the same department are the same request.
    request.set_request_id(Digest(request.SerializeAsString()));
    ZAMER_ASSIGN_OR_RETURN(const auto answer, session.Ask(*stub, &LeadService::Stub::ImportCities, request));
    changed += answer.changed();
  }
  std::cout << absl::StrCat(cities.size(), " cities, ", changed, " of them new or different\n");
  return absl::OkStatus();
}

}  // namespace

void AddCities(CLI::App& app, const Settings& settings, int& exit_code) {
  CLI::App* const command =
      app.add_subcommand("cities", "Imports the cities of a market: columns city, region and population.");
  const auto options = std::make_shared<CitiesOptions>();
  const auto file = std::make_shared<std::string>();
  command->add_option("--department", options->department, "Id of the department")->required();
  command->add_option("--region", options->regions, "Only cities of this region; may be given several times");
  command->add_option("--minimum-population", options->minimum_population, "Only cities of at least so many people");
  command->add_option("--reachable-share-bps", options->reachable_share_bps, "People reached, in basis points")
      ->check(CLI::Range(0, 10'000));
  command->add_option("--purchase-interval-months", options->purchase_interval_months, "Between two purchases")
      ->check(CLI::Range(1, 1'200));
  command->add_option("file", *file, "CSV file")->required()->check(CLI::ExistingFile);
  command->callback([options, file, &settings, &exit_code] {
    const absl::Status done = SendCities(settings, *file, *options);
    exit_code = done.ok() ? 0 : Fail(done);
  });
}

}  // namespace zamer::ctl
