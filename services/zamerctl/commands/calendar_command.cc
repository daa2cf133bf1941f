#include <absl/strings/str_cat.h>

#include <iostream>
#include <memory>

#include "services/common/names/names.h"
#include "services/common/status/macros.h"
#include "services/zamerctl/commands/commands.h"
#include "services/zamerctl/reference/calendar_file.h"
#include "services/zamerctl/text/ids.h"
#include "zamer/scheduling/v1/scheduling_service.grpc.pb.h"

namespace zamer::ctl {
namespace {

using scheduling::v1::SchedulingService;

struct CalendarOptions {
  std::string department;
  std::string file;
};

absl::Status SendCalendar(const Settings& settings, const CalendarOptions& options) {
  ZAMER_ASSIGN_OR_RETURN(const auto days, ReadCalendar(options.file));
  scheduling::v1::ImportCalendarRequest request;
  request.set_parent(DepartmentNameOf(options.department));
  request.mutable_days()->Add(days.begin(), days.end());
  // The same days of the same department are the same request.
  request.set_request_id(Digest(request.SerializeAsString()));
  Session session(settings);
  const auto stub = SchedulingService::NewStub(session.ChannelTo("scheduling"));
  ZAMER_ASSIGN_OR_RETURN(const auto calendar, session.Ask(*stub, &SchedulingService::Stub::ImportCalendar, request));
  std::cout << absl::StrCat(calendar.days_size(), " days of the production calendar are known now\n");
  return absl::OkStatus();
}

}  // namespace

void AddCalendar(CLI::App& app, const Settings& settings, int& exit_code) {
  CLI::App* const command = app.add_subcommand("calendar", "Imports a production calendar: columns date and kind.");
  const auto options = std::make_shared<CalendarOptions>();
  command->add_option("--department", options->department, "Id of the department")->required();
  command->add_option("file", options->file, "CSV file")->required()->check(CLI::ExistingFile);
  command->callback([options, &settings, &exit_code] {
    const absl::Status done = SendCalendar(settings, *options);
    exit_code = done.ok() ? 0 : Fail(done);
  });
}

}  // namespace zamer::ctl
