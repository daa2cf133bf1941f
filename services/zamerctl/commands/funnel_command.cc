#include <absl/strings/str_cat.h>

#include <iostream>
#include <memory>
#include <optional>

#include "services/common/status/macros.h"
#include "services/zamerctl/commands/commands.h"
#include "services/zamerctl/commands/period.h"
#include "services/zamerctl/text/table.h"
#include "zamer/metrics/v1/metrics_service.grpc.pb.h"

namespace zamer::ctl {
namespace {

using metrics::v1::Funnel;
using metrics::v1::FunnelStep;
using metrics::v1::GetFunnelRequest;
using metrics::v1::MetricsService;
using metrics::v1::QueryKpisRequest;

struct FunnelOptions {
  PeriodOptions period;
  std::string by;
};

// A step that history does not know of any lead is unknown, not zero.
bool IsUnknown(const FunnelStep& step, std::int64_t leads) {
  return step.count() == 0 && step.unknown() > 0 && step.unknown() >= leads;
}

void AddRows(const std::string& group, bool grouped, const Funnel& funnel, Table& table) {
  const std::int64_t leads = funnel.steps_size() > 0 ? funnel.steps(0).count() : 0;
  for (const FunnelStep& step : funnel.steps()) {
    std::vector<std::string>& row = table.rows.emplace_back();
    if (grouped) row.push_back(group);
    row.push_back(step.step());
    if (IsUnknown(step, leads)) {
      row.insert(row.end(), {"unknown", "-", "-", "-", "-", absl::StrCat(step.unknown())});
      continue;
    }
    const bool first = !step.has_from_leads();
    const metrics::v1::Ratio& previous = step.from_previous();
    row.insert(row.end(), {absl::StrCat(step.count()), first ? "-" : absl::StrCat(step.from_leads().denominator()),
                           first ? "-" : ShowRate(step.from_leads()), first ? "-" : ShowInterval(step.from_leads()),
                           previous.denominator() == 0 ? "-"
                                                       : absl::StrCat(previous.numerator(), "/", previous.denominator(),
                                                                      " = ", ShowRate(previous)),
                           absl::StrCat(step.unknown())});
  }
}

// The values of the dimension in the period; one empty value when there is none to split by.
absl::StatusOr<std::vector<std::string>> ValuesOf(Session& session, MetricsService::Stub& stub,
                                                  const FunnelOptions& options) {
  if (options.by.empty()) return std::vector<std::string>{""};
  QueryKpisRequest request;
  ZAMER_RETURN_IF_ERROR(SetPeriod(options.period, request));
  request.add_kpis("leads");
  request.add_dimensions(DimensionOf(options.by));
  ZAMER_ASSIGN_OR_RETURN(const auto answer, session.Ask(stub, &MetricsService::Stub::QueryKpis, request));
  std::vector<std::string> values;
  for (const auto& row : answer.rows()) values.push_back(row.dimension_values(0));
  return values;
}

absl::StatusOr<Table> AskFunnel(Session& session, const FunnelOptions& options) {
  const auto stub = MetricsService::NewStub(session.ChannelTo("metrics"));
  const bool grouped = !options.by.empty();
  ZAMER_ASSIGN_OR_RETURN(const std::vector<std::string> values, ValuesOf(session, *stub, options));
  Table table{.heading = {"step", "k", "n", "of leads", "95 % interval", "of the step before", "unknown"},
              .rows = {},
              .text_columns = grouped ? 2u : 1u};
  if (grouped) table.heading.insert(table.heading.begin(), options.by);
  for (const std::string& value : values) {
    GetFunnelRequest request;
    ZAMER_RETURN_IF_ERROR(SetPeriod(options.period, request));
    if (grouped) *request.add_filters() = FilterOf(options.period.department, DimensionOf(options.by), value);
    ZAMER_ASSIGN_OR_RETURN(const Funnel funnel, session.Ask(*stub, &MetricsService::Stub::GetFunnel, request));
    AddRows(ShowValue(value), grouped, funnel, table);
  }
  return table;
}

int PrintFunnel(const Settings& settings, const FunnelOptions& options) {
  Session session(settings);
  const absl::StatusOr<Table> table = AskFunnel(session, options);
  if (!table.ok()) return Fail(table.status());
  std::cout << AsText(*table);
  return 0;
}

}  // namespace

void AddFunnel(CLI::App& app, const Settings& settings, int& exit_code) {
  CLI::App* const command = app.add_subcommand("funnel", "Prints the funnel of a period as a table.");
  const auto options = std::make_shared<FunnelOptions>();
  options->period.Declare(*command);
  command->add_option("--by", options->by, "One funnel for each value of a dimension")
      ->check(CLI::IsMember(DimensionNames()));
  command->callback([options, &settings, &exit_code] { exit_code = PrintFunnel(settings, *options); });
}

}  // namespace zamer::ctl
