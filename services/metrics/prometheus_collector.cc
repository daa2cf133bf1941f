#include "services/metrics/prometheus_collector.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <utility>

#include "services/common/metrics/collect_on_loop.h"
#include "services/common/names/names.h"
#include "services/common/status/macros.h"
#include "services/common/time/zone.h"
#include "services/metrics/domain/catalogue.h"
#include "services/metrics/exposed_kpis.h"
#include "services/metrics/exposed_targets.h"

namespace zamer::metrics {
namespace {

using Labels = SampleSet::Labels;

constexpr std::string_view kUpHelp = "Whether the numbers could be read for this scrape.";
constexpr std::string_view kHiddenHelp = "Values of a dimension that are not shown, since there are too many.";

struct TotalSpec {
  std::string_view code;
  const char* metric;
  const char* help;
};
constexpr TotalSpec kTotals[] = {
#define ZAMER_METRICS_SPEC(name, code, metric, help) {code, metric, help},
    ZAMER_METRICS_TOTALS(ZAMER_METRICS_SPEC)
#undef ZAMER_METRICS_SPEC
};

// By what numbers are split: nothing, or one dimension with a bounded number of values.
constexpr v1::Dimension kSplits[] = {v1::DIMENSION_UNSPECIFIED, v1::CHANNEL, v1::CITY, v1::LEAD_MANAGER, v1::DESIGNER};
constexpr v1::Basis kBases[] = {v1::EVENT_DATE, v1::COHORT};

Day Monday(Day today) { return DayNumber(absl::PrevWeekday(CivilOf(today) + 1, absl::Weekday::monday)); }
Day FirstOfMonth(Day today) { return DayNumber(absl::CivilDay(absl::CivilMonth(CivilOf(today)))); }

// A period that ends today.
struct Window {
  const char* name;
  Day (*first)(Day today);
  bool calendar_month = false;
};
constexpr Window kWindows[] = {{"today", [](Day today) { return today; }},
                               {"week", Monday},
                               {"month", FirstOfMonth, true},
                               {"30d", [](Day today) { return today - 29; }}};

// What counts by whole months has no other day, and is known in total and by city.
bool HasMonthly(const Window& window, v1::Basis basis, v1::Dimension split) {
  return window.calendar_month && basis == v1::EVENT_DATE && (split == v1::DIMENSION_UNSPECIFIED || split == v1::CITY);
}

QueryPlan PlanOf(const std::string& department, Day today, const Window& window, v1::Basis basis, v1::Dimension split) {
  QueryPlan plan;
  plan.department = department;
  plan.first = window.first(today);
  plan.last = today;
  plan.basis = basis;
  if (split != v1::DIMENSION_UNSPECIFIED) plan.dimensions = plan.grouping = {split};
  plan.kpis.push_back(FindKpi("leads"));  // first, to rank the rows by
  for (const Kpi& kpi : Catalogue()) {
    if (kpi.id != "leads" && (!kpi.monthly || HasMonthly(window, basis, split))) plan.kpis.push_back(&kpi);
  }
  for (const Kpi* kpi : plan.kpis) plan.needs.Add(*kpi, true);
  return plan;
}

void Expose(const QueryPlan& plan, const Window& window, v1::QueryKpisResponse answer, SampleSet& samples) {
  const bool split = !plan.dimensions.empty();
  const std::string by(split ? NameOf(plan.dimensions.front()) : "all");
  const Labels labels = {{"department", plan.department},
                         {"basis", plan.basis == v1::COHORT ? "cohort" : "event"},
                         {"window", window.name},
                         {"by", by}};
  std::sort(answer.mutable_rows()->pointer_begin(), answer.mutable_rows()->pointer_end(),
            [](const v1::KpiRow* a, const v1::KpiRow* b) {
              const std::int64_t more = a->values(0).count() - b->values(0).count();
              return more != 0 ? more > 0 : a->dimension_values(0) < b->dimension_values(0);
            });
  std::size_t shown = 0;
  for (const v1::KpiRow& row : answer.rows()) {
    if (++shown > PrometheusCollector::kMostValues) break;
    Labels own = labels;
    if (split) own.emplace_back(by, std::string(LastSegment(row.dimension_values(0))));
    ExposeKpis(row, own, samples);
  }
  const auto rows = static_cast<std::size_t>(answer.rows_size());
  if (split && rows > PrometheusCollector::kMostValues) {
    samples.Gauge("zamer_kpi_values_hidden", kHiddenHelp, static_cast<double>(rows - PrometheusCollector::kMostValues),
                  labels);
  }
}

// All windows of one basis: what they have in common is read once.
asio::awaitable<absl::Status> GatherBasis(KpiReader& reader, std::string department, Day today, v1::Basis basis,
                                          SampleSet& samples, absl::Time deadline) {
  std::vector<QueryPlan> plans;
  plans.reserve(std::size(kWindows) * std::size(kSplits));
  for (const Window& window : kWindows) {
    for (const v1::Dimension split : kSplits) plans.push_back(PlanOf(department, today, window, basis, split));
  }
  ZAMER_CO_ASSIGN_OR_RETURN(KpiReader::Answers read, co_await reader.QueryAll(plans, ReadMode::kInTurns, deadline));
  for (std::size_t i = 0; i < plans.size(); ++i) {
    Expose(plans[i], kWindows[i / std::size(kSplits)], std::move(read.answers[i]), samples);
  }
  co_return absl::OkStatus();
}

asio::awaitable<absl::Status> GatherTargets(TargetReader& reader, absl::CivilMonth month, absl::Time now,
                                            std::string department, SampleSet& samples, absl::Time deadline) {
  const MonthRange range{month, month};
  ZAMER_CO_ASSIGN_OR_RETURN(const TargetReader::Months months,
                            co_await reader.WorkingMonths(department, range, now, deadline));
  ZAMER_CO_ASSIGN_OR_RETURN(TargetReader::Targets targets, co_await reader.Read(department, range, deadline));
  ZAMER_CO_RETURN_IF_ERROR(co_await reader.Measure(targets, months, deadline));
  ExposePlan(department, months.front(), std::move(targets), samples);
  co_return absl::OkStatus();
}

asio::awaitable<absl::Status> GatherDepartment(KpiReader& reader, TargetReader& targets, absl::Time now,
                                               std::string department, SampleSet& samples, absl::Time deadline) {
  ZAMER_CO_ASSIGN_OR_RETURN(const absl::TimeZone zone, co_await reader.Zone(department, deadline));
  const Day today = DayNumber(DayOf(now, zone));
  for (const v1::Basis basis : kBases) {
    ZAMER_CO_RETURN_IF_ERROR(co_await GatherBasis(reader, department, today, basis, samples, deadline));
  }
  ZAMER_CO_ASSIGN_OR_RETURN(const auto totals, co_await reader.Totals(department, deadline));
  for (const auto& [code, value] : totals) {
    const auto total = std::ranges::find(kTotals, code, &TotalSpec::code);
    if (total == std::end(kTotals)) continue;
    samples.Counter(total->metric, total->help, static_cast<double>(value), {{"department", department}});
  }
  co_return co_await GatherTargets(targets, absl::CivilMonth(CivilOf(today)), now, department, samples, deadline);
}

Families Down() {
  SampleSet samples;
  samples.Gauge("zamer_kpi_up", kUpHelp, 0);
  return std::move(samples).Take();
}

}  // namespace

Families PrometheusCollector::Collect() const {
  std::optional<Families> families =
      CollectOnLoop(loop_, kPatience, [this](absl::Time deadline) { return Gather(deadline); });
  return families ? *std::move(families) : Down();
}

asio::awaitable<absl::StatusOr<Families>> PrometheusCollector::Gather(absl::Time deadline) const {
  SampleSet samples;
  for (std::uint32_t partition = 0; partition < reader_.keys().partitions(); ++partition) {
    ZAMER_CO_ASSIGN_OR_RETURN(const std::vector<std::string> departments,
                              co_await reader_.Departments(partition, deadline));
    for (const std::string& department : departments) {
      ZAMER_CO_RETURN_IF_ERROR(
          co_await GatherDepartment(reader_, targets_, clock_.Now(), department, samples, deadline));
    }
  }
  samples.Gauge("zamer_kpi_up", kUpHelp, 1);
  co_return std::move(samples).Take();
}

}  // namespace zamer::metrics
