#include <absl/strings/ascii.h>
#include <absl/strings/str_cat.h>

#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "services/common/names/names.h"
#include "services/common/status/macros.h"
#include "services/common/time/timestamps.h"
#include "services/zamerctl/commands/commands.h"
#include "services/zamerctl/commands/department_command.h"
#include "services/zamerctl/text/table.h"
#include "zamer/gateway/v1/intake_service.grpc.pb.h"

namespace zamer::ctl {
namespace {

using gateway::v1::Delivery;
using gateway::v1::IntakeService;
using gateway::v1::ListDeliveriesRequest;
using gateway::v1::RedriveDeliveriesRequest;

constexpr int kPage = 500;
constexpr char kAnyState[] = "any";

struct DeliveryOptions {
  std::string department;
  std::string way_in;
  std::string state = "rejected";
  // Ids of those that are redriven.
  std::vector<std::string> deliveries;
  bool csv = false;

  std::string parent() const { return DepartmentNameOf(department); }
  std::string way_in_name() const { return way_in.empty() ? "" : Child(parent(), "waysIn", way_in); }
};

Delivery::State StateOf(const std::string& name) {
  Delivery::State state = Delivery::STATE_UNSPECIFIED;
  if (name != kAnyState) Delivery::State_Parse(absl::AsciiStrToUpper(name), &state);
  return state;
}

std::vector<std::string> RowOf(const Delivery& delivery) {
  return {std::string(LastSegment(delivery.name())),
          std::string(LastSegment(delivery.way_in())),
          absl::AsciiStrToLower(Delivery::State_Name(delivery.state())),
          FormatRfc3339(FromTimestamp(delivery.receive_time())),
          delivery.body_kept() ? "kept" : "erased",
          delivery.reason(),
          delivery.message(),
          absl::StrCat(delivery.attempt_count())};
}

absl::Status PrintDeliveries(const Settings& settings, const DeliveryOptions& options) {
  ListDeliveriesRequest request;
  request.set_parent(options.parent());
  request.set_way_in(options.way_in_name());
  request.set_state(StateOf(options.state));
  request.set_page_size(kPage);
  Session session(settings);
  const auto stub = IntakeService::NewStub(session.ChannelTo("gateway"));
  Table table{.heading = {"delivery", "way in", "state", "received", "body", "reason", "message", "attempts"},
              .rows = {},
              .text_columns = 7};
  do {
    ZAMER_ASSIGN_OR_RETURN(const auto page, session.Ask(*stub, &IntakeService::Stub::ListDeliveries, request));
    for (const Delivery& delivery : page.deliveries()) table.rows.push_back(RowOf(delivery));
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  std::cout << (options.csv ? AsCsv(table) : AsText(table));
  return absl::OkStatus();
}

absl::Status RedriveDeliveries(const Settings& settings, const DeliveryOptions& options) {
  Session session(settings);
  RedriveDeliveriesRequest request;
  request.set_parent(options.parent());
  request.set_way_in(options.way_in_name());
  for (const std::string& id : options.deliveries) request.add_names(Child(options.parent(), "deliveries", id));
  request.set_request_id(session.NewRequestId());
  const auto stub = IntakeService::NewStub(session.ChannelTo("gateway"));
  ZAMER_ASSIGN_OR_RETURN(const auto done, session.Ask(*stub, &IntakeService::Stub::RedriveDeliveries, request));
  std::cout << "redriven: " << done.redriven() << ", unchanged: " << done.unchanged() << "\n";
  if (done.unchanged() == 0) return absl::OkStatus();
  return absl::FailedPreconditionError("what is unchanged is not rejected, or what was delivered is kept no more");
}

}  // namespace

void AddDeliveries(CLI::App& app, const Settings& settings, int& exit_code) {
  CLI::App* const command = app.add_subcommand("deliveries", "What channels delivered by the edge's ways in.");
  command->require_subcommand(1);
  const auto options = std::make_shared<DeliveryOptions>();

  CLI::App& list =
      AddDepartmentCommand(*command, "list", "Prints deliveries, the newest first: those that were rejected.", options,
                           settings, exit_code, PrintDeliveries);
  list.add_option("--way-in", options->way_in, "Id of the way in; all when not given");
  list.add_option("--state", options->state, "Those in another state")
      ->check(CLI::IsMember({"rejected", "waiting", "delivered", kAnyState}))
      ->capture_default_str();
  list.add_flag("--csv", options->csv, "Prints CSV");

  CLI::App& redrive = AddDepartmentCommand(*command, "redrive",
                                           "Has rejected deliveries delivered again, after their cause was mended.",
                                           options, settings, exit_code, RedriveDeliveries);
  CLI::Option_group* const which = redrive.add_option_group("which", "What is delivered again");
  which->add_option("deliveries", options->deliveries, "Their ids, as `deliveries list` shows them");
  which->add_option("--way-in", options->way_in, "Id of a way in: its newest 1000 that were rejected, but for spam");
  which->require_option(1);
}

}  // namespace zamer::ctl
