#include <absl/strings/str_cat.h>

#include <algorithm>
#include <iostream>
#include <memory>

#include "services/common/names/names.h"
#include "services/common/status/macros.h"
#include "services/zamerctl/commands/commands.h"
#include "services/zamerctl/reference/calendar_file.h"
#include "services/zamerctl/reference/cities_file.h"
#include "services/zamerctl/text/ids.h"
#include "zamer/lead/v1/lead_service.grpc.pb.h"
#include "zamer/scheduling/v1/scheduling_service.grpc.pb.h"

namespace zamer::ctl {
namespace {

using lead::v1::LeadService;
using scheduling::v1::SchedulingService;

// Cities of one call.
constexpr std::size_t kBatch = 500;

struct CalendarOptions {
  std::string department;
  std::string file;
};

// The same days of the same department are the same request.
template <class Request>
void SetRequestId(Request& request) {
  request.set_request_id(Digest(request.SerializeAsString()));
}

absl::Status SendCalendar(const Settings& settings, const CalendarOptions& options) {
  ZAMER_ASSIGN_OR_RETURN(const auto days, ReadCalendar(options.file));
  scheduling::v1::ImportCalendarRequest request;
  request.set_parent(DepartmentNameOf(options.department));
  request.mutable_days()->Add(days.begin(), days.end());
  SetRequestId(request);
  Session session(settings);
  const auto stub = SchedulingService::NewStub(session.ChannelTo("scheduling"));
  ZAMER_ASSIGN_OR_RETURN(const auto calendar, session.Ask(*stub, &SchedulingService::Stub::ImportCalendar, request));
  std::cout << absl::StrCat(calendar.days_size(), " days of the production calendar are known now\n");
  return absl::OkStatus();
}

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
    SetRequestId(request);
    ZAMER_ASSIGN_OR_RETURN(const auto answer, session.Ask(*stub, &LeadService::Stub::ImportCities, request));
    changed += answer.changed();
  }
  std::cout << absl::StrCat(cities.size(), " cities, ", changed, " of them new or different\n");
  return absl::OkStatus();
}

int ExitCodeOf(const absl::Status& status) { return status.ok() ? 0 : Fail(status); }

}  // namespace

void AddCalendar(CLI::App& app, const Settings& settings, int& exit_code) {
  CLI::App* const command = app.add_subcommand("calendar", "Imports a production calendar: columns date and kind.");
  const auto options = std::make_shared<CalendarOptions>();
  command->add_option("--department", options->department, "Id of the department")->required();
  command->add_option("file", options->file, "CSV file")->required()->check(CLI::ExistingFile);
  command->callback([options, &settings, &exit_code] { exit_code = ExitCodeOf(SendCalendar(settings, *options)); });
}

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
  command->callback([options, file, &settings, &exit_code] { exit_code = ExitCodeOf(SendCities(settings, *file, *options)); });
}

}  // namespace zamer::ctl
