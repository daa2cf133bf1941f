#include <iostream>
#include <memory>
#include <string>

#include "services/common/names/names.h"
#include "services/common/status/macros.h"
#include "services/zamerctl/commands/commands.h"
#include "zamer/gateway/v1/access_service.grpc.pb.h"

namespace zamer::ctl {
namespace {

using gateway::v1::AccessService;

struct DisplayOptions {
  std::string department;
  // What it is called, or its id when it is revoked.
  std::string name;
};

absl::Status CreateDisplay(const Settings& settings, const DisplayOptions& options) {
  Session session(settings);
  gateway::v1::CreateDisplayRequest request;
  request.set_parent(DepartmentNameOf(options.department));
  request.mutable_display()->set_display_name(options.name);
  request.set_request_id(session.NewRequestId());
  const auto stub = AccessService::NewStub(session.ChannelTo("gateway"));
  ZAMER_ASSIGN_OR_RETURN(const auto made, session.Ask(*stub, &AccessService::Stub::CreateDisplay, request));
  const std::string id(LastSegment(made.display().name()));
  if (made.secret().empty()) {
    return absl::DataLossError("the answer with the secret was lost: revoke the display " + id + " and make another");
  }
  std::cout << "display: " << id << "\nopen on the screen: /display/" << made.secret() << "\n";
  return absl::OkStatus();
}

absl::Status RevokeDisplay(const Settings& settings, const DisplayOptions& options) {
  Session session(settings);
  gateway::v1::RevokeDisplayRequest request;
  request.set_name(Child(DepartmentNameOf(options.department), "displays", options.name));
  request.set_request_id(session.NewRequestId());
  const auto stub = AccessService::NewStub(session.ChannelTo("gateway"));
  ZAMER_RETURN_IF_ERROR(session.Ask(*stub, &AccessService::Stub::RevokeDisplay, request));
  std::cout << "the display " << options.name << " is over\n";
  return absl::OkStatus();
}

}  // namespace

void AddDisplay(CLI::App& app, const Settings& settings, int& exit_code) {
  CLI::App* const command = app.add_subcommand("display", "Screens on the wall that show a department's totals.");
  command->require_subcommand(1);
  const auto options = std::make_shared<DisplayOptions>();

  CLI::App* const create = command->add_subcommand("create", "Prints the path that the screen has to open, once.");
  create->add_option("--department", options->department, "Id of the department")->required();
  create->add_option("--name", options->name, "Where it hangs, such as 'Showroom'")->required();
  create->callback([options, &settings, &exit_code] {
    const absl::Status done = CreateDisplay(settings, *options);
    exit_code = done.ok() ? 0 : Fail(done);
  });

  CLI::App* const revoke = command->add_subcommand("revoke", "Ends a display at once and for ever.");
  revoke->add_option("--department", options->department, "Id of the department")->required();
  revoke->add_option("--display", options->name, "Id of the display, as create printed it")->required();
  revoke->callback([options, &settings, &exit_code] {
    const absl::Status done = RevokeDisplay(settings, *options);
    exit_code = done.ok() ? 0 : Fail(done);
  });
}

}  // namespace zamer::ctl
