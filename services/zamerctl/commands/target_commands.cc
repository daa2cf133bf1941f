#include <absl/strings/str_cat.h>
#include <absl/strings/str_format.h>

#include <cmath>
#include <iostream>
#include <memory>
#include <optional>

#include "services/common/names/names.h"
#include "services/common/status/macros.h"
#include "services/common/time/months.h"
#include "services/common/time/timestamps.h"
#include "services/zamerctl/commands/commands.h"
#include "services/zamerctl/commands/department_command.h"
#include "services/zamerctl/commands/period.h"
#include "services/zamerctl/text/money.h"
#include "services/zamerctl/text/table.h"
#include "zamer/metrics/v1/metrics_service.grpc.pb.h"

namespace zamer::ctl {
namespace {

using metrics::v1::DeleteTargetRequest;
using metrics::v1::ListTargetsRequest;
using metrics::v1::MetricsService;
using metrics::v1::SetTargetRequest;
using metrics::v1::Target;
using metrics::v1::TargetProgress;

constexpr double kBasisPointsOfPercent = 100;
constexpr int kPage = 1000;

struct TargetOptions {
  std::string department;
  // `2026-03`; of a list, the first.
  std::string month;
  std::string last_month;
  // `designer=anna`.
  std::string person;
  std::string kpi;
  std::int64_t count = 0;
  std::string amount;
  std::string currency = "RUB";
  double percent = 0;
  // Id of one that is there.
  std::string target;
  bool csv = false;
};

absl::StatusOr<google::type::Date> MonthOf(const std::string& text) {
  ZAMER_ASSIGN_OR_RETURN(const absl::CivilDay day, ParseDay(text + "-01"));
  return MonthDate(absl::CivilMonth(day));
}

absl::Status SetValue(const TargetOptions& options, Target& target) {
  if (options.count > 0) target.set_count(options.count);
  if (options.percent > 0) {
    target.set_share_bps(static_cast<std::int32_t>(std::lround(options.percent * kBasisPointsOfPercent)));
  }
  if (options.amount.empty()) return absl::OkStatus();
  const std::optional<std::int64_t> minor_units = ParseMoney(options.amount, MoneyStyle(), 2);
  if (!minor_units) return absl::InvalidArgumentError("--amount must be an amount, such as 2500000.00");
  target.mutable_money()->set_currency_code(options.currency);
  target.mutable_money()->set_minor_units(*minor_units);
  return absl::OkStatus();
}

void SetPerson(const TargetOptions& options, Target& target) {
  const std::size_t equals = options.person.find('=');
  if (equals == std::string::npos) return;
  const std::string employee = options.person.substr(equals + 1);
  target.set_dimension(DimensionOf(std::string_view(options.person).substr(0, equals)));
  target.set_employee(Child(DepartmentNameOf(options.department), "employees", employee));
}

absl::Status SetOne(const Settings& settings, const TargetOptions& options) {
  SetTargetRequest request;
  request.set_parent(DepartmentNameOf(options.department));
  Target& target = *request.mutable_target();
  ZAMER_ASSIGN_OR_RETURN(*target.mutable_month(), MonthOf(options.month));
  target.set_kpi(options.kpi);
  SetPerson(options, target);
  ZAMER_RETURN_IF_ERROR(SetValue(options, target));
  Session session(settings);
  request.set_request_id(session.NewRequestId());
  const auto stub = MetricsService::NewStub(session.ChannelTo("metrics"));
  ZAMER_ASSIGN_OR_RETURN(const Target set, session.Ask(*stub, &MetricsService::Stub::SetTarget, request));
  std::cout << LastSegment(set.name()) << "\n";
  return absl::OkStatus();
}

absl::Status DeleteOne(const Settings& settings, const TargetOptions& options) {
  Session session(settings);
  DeleteTargetRequest request;
  request.set_name(Child(DepartmentNameOf(options.department), "targets", options.target));
  request.set_request_id(session.NewRequestId());
  const auto stub = MetricsService::NewStub(session.ChannelTo("metrics"));
  return session.Ask(*stub, &MetricsService::Stub::DeleteTarget, request).status();
}

// What counts in cases, minor units or a share of 1, as people read it.
std::string Show(const Target& target, bool known, double value) {
  if (!known) return "-";
  if (target.has_money()) return ShowMoney(std::llround(value));
  return absl::StrFormat("%.1f", value);
}

std::vector<std::string> RowOf(const Target& target) {
  const TargetProgress& progress = target.progress();
  std::vector<std::string> row = {std::string(LastSegment(target.name())), target.kpi(), ShowValue(target.employee())};
  if (target.has_share_bps()) {
    row.insert(row.end(), {absl::StrFormat("%.2f %%", target.share_bps() / kBasisPointsOfPercent),
                           ShowRate(progress.fact().ratio())});
  } else if (target.has_money()) {
    row.insert(row.end(), {ShowMoney(target.money().minor_units()), ShowMoney(progress.fact().money().minor_units())});
  } else {
    row.insert(row.end(), {absl::StrCat(target.count()), absl::StrCat(progress.fact().count())});
  }
  row.push_back(Show(target, progress.has_expected(), progress.expected()));
  row.push_back(Show(target, progress.has_run_rate(), progress.run_rate()));
  row.push_back(Show(target, progress.has_needed(), static_cast<double>(progress.needed())));
  row.push_back(Show(target, progress.has_needed_per_day(), progress.needed_per_day()));
  return row;
}

absl::Status PrintAll(const Settings& settings, const TargetOptions& options) {
  ListTargetsRequest request;
  request.set_parent(DepartmentNameOf(options.department));
  ZAMER_ASSIGN_OR_RETURN(*request.mutable_start_month(), MonthOf(options.month));
  ZAMER_ASSIGN_OR_RETURN(*request.mutable_end_month(),
                         MonthOf(options.last_month.empty() ? options.month : options.last_month));
  request.set_page_size(kPage);
  Session session(settings);
  const auto stub = MetricsService::NewStub(session.ChannelTo("metrics"));
  Table table{.heading = {"target", "kpi", "whose", "plan", "fact", "expected", "run rate", "needed", "needed a day"},
              .rows = {},
              .text_columns = 3};
  do {
    ZAMER_ASSIGN_OR_RETURN(const auto page, session.Ask(*stub, &MetricsService::Stub::ListTargets, request));
    for (const Target& target : page.targets()) table.rows.push_back(RowOf(target));
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  std::cout << (options.csv ? AsCsv(table) : AsText(table));
  return absl::OkStatus();
}

}  // namespace

void AddTarget(CLI::App& app, const Settings& settings, int& exit_code) {
  CLI::App* const command = app.add_subcommand("target", "What months are to come to, and how far they have got.");
  command->require_subcommand(1);
  const auto options = std::make_shared<TargetOptions>();

  CLI::App& set =
      AddDepartmentCommand(*command, "set", "Sets a target, or changes one.", options, settings, exit_code, SetOne);
  set.add_option("--month", options->month, "Such as 2026-03")->required();
  set.add_option("--kpi", options->kpi, "Id of the KPI")->required();
  set.add_option("--person", options->person, "Whose it is: designer=ID or lead-manager=ID; else the department's");
  set.add_option("--currency", options->currency, "Of the amount")->capture_default_str();
  CLI::Option_group* const value = set.add_option_group("value", "What is to be reached");
  value->add_option("--count", options->count, "Cases");
  value->add_option("--amount", options->amount, "An amount, such as 2500000.00");
  value->add_option("--percent", options->percent, "A share");
  value->require_option(1);

  CLI::App& list = AddDepartmentCommand(*command, "list", "Prints targets beside their facts.", options, settings,
                                        exit_code, PrintAll);
  list.add_option("--month", options->month, "The first month, such as 2026-03")->required();
  list.add_option("--to", options->last_month, "The last month; the first when not given");
  list.add_flag("--csv", options->csv, "Prints CSV");

  CLI::App& remove =
      AddDepartmentCommand(*command, "delete", "Takes a target away.", options, settings, exit_code, DeleteOne);
  remove.add_option("target", options->target, "Its id, as `target list` shows it")->required();
}

}  // namespace zamer::ctl
