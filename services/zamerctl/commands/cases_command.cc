#include <absl/strings/str_cat.h>
#include <absl/strings/str_format.h>

#include <iostream>
#include <memory>

#include "services/common/status/macros.h"
#include "services/common/time/timestamps.h"
#include "services/zamerctl/commands/commands.h"
#include "services/zamerctl/commands/period.h"
#include "services/zamerctl/text/table.h"
#include "zamer/metrics/v1/metrics_service.grpc.pb.h"

namespace zamer::ctl {
namespace {

using metrics::v1::KpiCase;
using metrics::v1::ListCasesRequest;
using metrics::v1::MetricsService;

constexpr int kPage = 500;

struct CasesOptions {
  PeriodOptions period;
  std::string kpi;
  std::string part = "numerator";
  bool csv = false;
};

metrics::v1::CasePart PartOf(const std::string& name) {
  if (name == "denominator") return metrics::v1::DENOMINATOR;
  return name == "unknown" ? metrics::v1::UNKNOWN : metrics::v1::NUMERATOR;
}

std::string ValueOf(const KpiCase& found, std::string_view dimension) {
  for (const metrics::v1::CaseDimension& each : found.dimensions()) {
    if (each.dimension() == DimensionOf(dimension)) return ShowValue(each.value());
  }
  return "";
}

std::vector<std::string> RowOf(const KpiCase& found) {
  const absl::StatusOr<absl::CivilDay> day = FromDate(found.date());
  std::vector<std::string> row = {day.ok() ? FormatDay(*day) : "unknown", found.subject()};
  for (const std::string& dimension : DimensionNames()) row.push_back(ValueOf(found, dimension));
  row.push_back(absl::StrCat(found.amount()));
  row.push_back(
      found.has_duration() ? absl::StrFormat("%.1f", absl::ToDoubleMinutes(FromProtoDuration(found.duration()))) : "");
  return row;
}

absl::StatusOr<Table> AskCases(Session& session, const CasesOptions& options) {
  ListCasesRequest request;
  ZAMER_RETURN_IF_ERROR(SetPeriod(options.period, request));
  request.set_kpi(options.kpi);
  request.set_part(PartOf(options.part));
  request.set_page_size(kPage);
  const auto stub = MetricsService::NewStub(session.ChannelTo("metrics"));
  Table table;
  table.heading = {"date", "subject"};
  for (const std::string& dimension : DimensionNames()) table.heading.push_back(dimension);
  table.text_columns = table.heading.size();
  table.heading.insert(table.heading.end(), {"amount", "minutes"});
  do {
    ZAMER_ASSIGN_OR_RETURN(const auto page, session.Ask(*stub, &MetricsService::Stub::ListCases, request));
    for (const KpiCase& found : page.cases()) table.rows.push_back(RowOf(found));
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return table;
}

int PrintCases(const Settings& settings, const CasesOptions& options) {
  Session session(settings);
  const absl::StatusOr<Table> table = AskCases(session, options);
  if (!table.ok()) return Fail(table.status());
  std::cout << (options.csv ? AsCsv(*table) : AsText(*table));
  return 0;
}

}  // namespace

void AddCases(CLI::App& app, const Settings& settings, int& exit_code) {
  CLI::App* const command =
      app.add_subcommand("cases", "Prints what a KPI counts, case by case: the amounts add up to the number.");
  const auto options = std::make_shared<CasesOptions>();
  options->period.Declare(*command);
  command->add_option("--kpi", options->kpi, "Id of the KPI")->required();
  command->add_option("--part", options->part, "Which part of its value")
      ->check(CLI::IsMember({"numerator", "denominator", "unknown"}))
      ->capture_default_str();
  command->add_flag("--csv", options->csv, "Prints CSV");
  command->callback([options, &settings, &exit_code] { exit_code = PrintCases(settings, *options); });
}

}  // namespace zamer::ctl
