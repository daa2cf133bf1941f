#include <absl/strings/str_cat.h>

#include <iostream>
#include <memory>
#include <optional>
#include <string>

#include "services/common/status/macros.h"
#include "services/common/time/ids.h"
#include "services/common/time/timestamps.h"
#include "services/zamerctl/commands/commands.h"
#include "services/zamerctl/text/table.h"
#include "zamer/contract/v1/contract_service.grpc.pb.h"
#include "zamer/lead/v1/lead_service.grpc.pb.h"
#include "zamer/metrics/v1/metrics_service.grpc.pb.h"

namespace zamer::ctl {
namespace {

using type::v1::DeadLetter;
using type::v1::ListDeadLettersRequest;
using type::v1::ListDeadLettersResponse;
using type::v1::RedriveRequest;
using type::v1::RedriveResponse;

constexpr unsigned kDefaultPartitions = 16;

struct DeadLetterOptions {
  std::string service;
  std::optional<unsigned> partition;
  unsigned partitions = kDefaultPartitions;

  void Declare(CLI::App& command) {
    command.add_option("service", service, "The service that could not apply events")
        ->required()
        ->check(CLI::IsMember({"lead", "contract", "metrics"}));
    command.add_option("--partition", partition, "Only this partition, from 0; all when not given");
    command.add_option("--partitions", partitions, "How many there are, as the services are configured")
        ->check(CLI::Range(1, 1024))
        ->capture_default_str();
  }
  unsigned first() const { return partition.value_or(0); }
  unsigned last() const { return partition.value_or(partitions - 1); }
};

// Three services speak the same words: calls `ask(stub, list, redrive)` with the chosen one's stub and methods.
template <typename Ask>
auto WithService(Session& session, const std::string& service, Ask ask) {
  const auto with = [&]<typename Service>(Service*) {
    using Stub = typename Service::Stub;
    const auto stub = Service::NewStub(session.ChannelTo(service));
    return ask(*stub, &Stub::ListDeadLetters, &Stub::Redrive);
  };
  if (service == "lead") return with(static_cast<lead::v1::LeadService*>(nullptr));
  if (service == "contract") return with(static_cast<contract::v1::ContractService*>(nullptr));
  return with(static_cast<metrics::v1::MetricsService*>(nullptr));
}

template <typename Stub, typename Method>
absl::Status AddLetters(Session& session, Stub& stub, Method list, unsigned partition, Table& table) {
  ListDeadLettersRequest request;
  request.set_partition(partition);
  while (true) {
    ZAMER_ASSIGN_OR_RETURN(const ListDeadLettersResponse page, session.Ask(stub, list, request));
    for (const DeadLetter& letter : page.dead_letters()) {
      table.rows.push_back({absl::StrCat(partition), letter.dead_letter_id(), letter.feed(), letter.cursor(),
                            FormatRfc3339(FromTimestamp(letter.recorded_time())), letter.reason(), letter.message()});
    }
    if (page.next_page_token().empty()) return absl::OkStatus();
    request.set_page_token(page.next_page_token());
  }
}

int PrintLetters(const Settings& settings, const DeadLetterOptions& options) {
  Session session(settings);
  Table table{.heading = {"partition", "id", "feed", "cursor", "put aside", "reason", "message"},
              .rows = {},
              .text_columns = 7};
  for (unsigned partition = options.first(); partition <= options.last(); ++partition) {
    const absl::Status status = WithService(session, options.service, [&](auto& stub, auto list, auto) {
      return AddLetters(session, stub, list, partition, table);
    });
    if (!status.ok()) return Fail(status);
  }
  std::cout << AsText(table);
  return 0;
}

int RedriveAll(const Settings& settings, const DeadLetterOptions& options) {
  Session session(settings);
  const SystemClock clock;
  UlidSource ids(clock);
  std::int64_t applied = 0;
  std::int64_t failed = 0;
  for (unsigned partition = options.first(); partition <= options.last(); ++partition) {
    RedriveRequest request;
    request.set_partition(partition);
    request.set_request_id(ids.NextId());
    const absl::StatusOr<RedriveResponse> answer = WithService(
        session, options.service, [&](auto& stub, auto, auto redrive) { return session.Ask(stub, redrive, request); });
    if (!answer.ok()) return Fail(answer.status());
    applied += answer->applied();
    failed += answer->failed();
  }
  std::cout << "applied: " << applied << ", failed again: " << failed << "\n";
  return failed == 0 ? 0 : 1;
}

}  // namespace

void AddDeadLetters(CLI::App& app, const Settings& settings, int& exit_code) {
  CLI::App* const command = app.add_subcommand("dead-letters", "Lists events that a service could not apply.");
  const auto options = std::make_shared<DeadLetterOptions>();
  options->Declare(*command);
  command->callback([options, &settings, &exit_code] { exit_code = PrintLetters(settings, *options); });
}

void AddRedrive(CLI::App& app, const Settings& settings, int& exit_code) {
  CLI::App* const command =
      app.add_subcommand("redrive", "Applies a service's dead letters again, after their cause was mended.");
  const auto options = std::make_shared<DeadLetterOptions>();
  options->Declare(*command);
  command->callback([options, &settings, &exit_code] { exit_code = RedriveAll(settings, *options); });
}

}  // namespace zamer::ctl
