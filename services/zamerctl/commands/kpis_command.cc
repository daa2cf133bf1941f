#include <absl/strings/str_cat.h>
#include <absl/strings/str_format.h>

#include <iostream>
#include <memory>

#include "services/common/status/macros.h"
#include "services/common/time/timestamps.h"
#include "services/zamerctl/commands/commands.h"
#include "services/zamerctl/commands/period.h"
#include "services/zamerctl/text/money.h"
#include "services/zamerctl/text/table.h"
#include "zamer/metrics/v1/metrics_service.grpc.pb.h"

namespace zamer::ctl {
namespace {

using metrics::v1::KpiRow;
using metrics::v1::KpiValue;
using metrics::v1::MetricsService;
using metrics::v1::QueryKpisRequest;
using metrics::v1::QueryKpisResponse;

struct KpisOptions {
  PeriodOptions period;
  std::vector<std::string> kpis = {"leads", "leads_with_contract", "lead_to_contract", "spend",
                                   "cpl",   "cost_per_contract"};
  std::vector<std::string> by;
  std::string every;
  bool csv = false;
};

std::string ShowMinutes(bool known, const google::protobuf::Duration& duration) {
  if (!known) return "-";
  return absl::StrFormat("%.1f", absl::ToDoubleMinutes(FromProtoDuration(duration)));
}

// One cell a row: a value with what it is made of, and its unknown cases.
std::vector<std::string> Cells(const KpiValue& value) {
  const std::string unknown = absl::StrCat(value.unknown());
  switch (value.value_case()) {
    case KpiValue::kCount:
      return {absl::StrCat(value.count()), "", "", "", unknown};
    case KpiValue::kRatio:
      return {ShowRate(value.ratio()), absl::StrCat(value.ratio().numerator()),
              absl::StrCat(value.ratio().denominator()), ShowInterval(value.ratio()), unknown};
    case KpiValue::kMoney:
      return {ShowMoney(value.money().minor_units()), "", "", "", unknown};
    case KpiValue::kMoneyRatio:
      return {value.money_ratio().has_minor_units() ? ShowMoney(value.money_ratio().minor_units()) : "-",
              ShowMoney(value.money_ratio().numerator().minor_units()), absl::StrCat(value.money_ratio().denominator()),
              "", unknown};
    case KpiValue::kDistribution: {
      const auto& cases = value.distribution();
      return {absl::StrCat("p50 ", ShowMinutes(cases.has_p50(), cases.p50()), " min, p90 ",
                           ShowMinutes(cases.has_p90(), cases.p90()), " min"),
              absl::StrCat(cases.within_limit().numerator()), absl::StrCat(cases.count()),
              ShowInterval(cases.within_limit()), unknown};
    }
    case KpiValue::kSpread: {
      const auto& cases = value.spread();
      const auto show = [](bool known, std::int64_t number) { return known ? absl::StrCat(number) : "-"; };
      return {absl::StrCat("p50 ", show(cases.has_p50(), cases.p50()), ", p90 ", show(cases.has_p90(), cases.p90())),
              "", absl::StrCat(cases.count()), "", unknown};
    }
    case KpiValue::VALUE_NOT_SET:
      return {"-", "", "", "", unknown};
  }
  return {};
}

Table TableOf(const KpisOptions& options, const QueryKpisResponse& answer) {
  Table table;
  if (!options.every.empty()) table.heading.push_back(options.every);
  table.heading.insert(table.heading.end(), options.by.begin(), options.by.end());
  table.heading.push_back("kpi");
  table.text_columns = table.heading.size();
  table.heading.insert(table.heading.end(), {"value", "k", "n", "95 % interval", "unknown"});
  for (const KpiRow& row : answer.rows()) {
    for (const KpiValue& value : row.values()) {
      std::vector<std::string>& cells = table.rows.emplace_back();
      const absl::StatusOr<absl::CivilDay> day = FromDate(row.date());
      if (!options.every.empty()) cells.push_back(day.ok() ? FormatDay(*day) : "unknown");
      for (const std::string& dimension : row.dimension_values()) cells.push_back(ShowValue(dimension));
      cells.push_back(value.kpi());
      for (std::string& cell : Cells(value)) cells.push_back(std::move(cell));
    }
  }
  return table;
}

absl::StatusOr<QueryKpisResponse> AskKpis(Session& session, const KpisOptions& options) {
  QueryKpisRequest request;
  ZAMER_RETURN_IF_ERROR(SetPeriod(options.period, request));
  for (const std::string& kpi : options.kpis) request.add_kpis(kpi);
  for (const std::string& dimension : options.by) request.add_dimensions(DimensionOf(dimension));
  if (options.every == "day") request.set_granularity(metrics::v1::DAY);
  if (options.every == "week") request.set_granularity(metrics::v1::WEEK);
  if (options.every == "month") request.set_granularity(metrics::v1::MONTH);
  const auto stub = MetricsService::NewStub(session.ChannelTo("metrics"));
  return session.Ask(*stub, &MetricsService::Stub::QueryKpis, request);
}

int PrintKpis(const Settings& settings, const KpisOptions& options) {
  Session session(settings);
  const absl::StatusOr<QueryKpisResponse> answer = AskKpis(session, options);
  if (!answer.ok()) return Fail(answer.status());
  const Table table = TableOf(options, *answer);
  std::cout << (options.csv ? AsCsv(table) : AsText(table));
  return 0;
}

}  // namespace

void AddKpis(CLI::App& app, const Settings& settings, int& exit_code) {
  CLI::App* const command = app.add_subcommand("kpis", "Prints KPIs of a period (docs/kpi.md) as a table or CSV.");
  const auto options = std::make_shared<KpisOptions>();
  options->period.Declare(*command);
  command->add_option("--kpi", options->kpis, "Ids of KPIs; may be given again")->capture_default_str();
  command->add_option("--by", options->by, "Dimensions to split by, at most two")
      ->check(CLI::IsMember(DimensionNames()));
  command->add_option("--every", options->every, "Cuts the period")->check(CLI::IsMember({"day", "week", "month"}));
  command->add_flag("--csv", options->csv, "Prints CSV");
  command->callback([options, &settings, &exit_code] { exit_code = PrintKpis(settings, *options); });
}

}  // namespace zamer::ctl
