#include "services/scheduling/coverage_collector.h"

#include <optional>
#include <utility>

#include "services/common/status/macros.h"
#include "services/scheduling/domain/coverage.h"
#include "services/scheduling/domain/presence.h"
#include "services/scheduling/domain/rules.h"
#include "services/scheduling/scheduling_records.h"

namespace zamer::scheduling {
namespace {

struct Window {
  const char* name;
  int days;
};
constexpr Window kWindows[] = {{"24h", 1}, {"7d", 7}, {"28d", kCoverageDays}};

// A family without samples.
prometheus::MetricFamily Family(std::string name, std::string help) {
  prometheus::MetricFamily family;
  family.name = std::move(name);
  family.help = std::move(help);
  family.type = prometheus::MetricType::Gauge;
  return family;
}

void Set(prometheus::MetricFamily& family, std::vector<prometheus::ClientMetric::Label> labels, int value) {
  prometheus::ClientMetric& metric = family.metric.emplace_back();
  metric.label = std::move(labels);
  metric.gauge.value = value;
}

prometheus::MetricFamily Up(bool up) {
  prometheus::MetricFamily family =
      Family("zamer_coverage_up", "Whether coverage could be worked out for this scrape.");
  Set(family, {}, up ? 1 : 0);
  return family;
}

}  // namespace

class CoverageCollector::Gauges {
 public:
  void Add(const std::string& department, const char* window, const HoursAhead& ahead) {
    Set(opening_, {{"department", department}, {"window", window}}, ahead.opening);
    Set(thin_, {{"department", department}, {"window", window}}, ahead.thin);
  }
  void Add(const std::string& department, int on_shift, int required) {
    Set(on_shift_, {{"department", department}}, on_shift);
    Set(required_, {{"department", department}}, required);
  }
  metrics::Families Take() && {
    return {std::move(opening_), std::move(thin_), std::move(on_shift_), std::move(required_), Up(true)};
  }

 private:
  prometheus::MetricFamily opening_ = Family("zamer_coverage_opening_hours", "Opening hours ahead.");
  prometheus::MetricFamily thin_ =
      Family("zamer_coverage_thin_hours", "Opening hours ahead with fewer lead managers on shift than required.");
  prometheus::MetricFamily on_shift_ = Family("zamer_lead_managers_on_shift", "Lead managers on shift now.");
  prometheus::MetricFamily required_ =
      Family("zamer_lead_managers_required", "Lead managers that each opening hour should have on shift.");
};

metrics::Families CoverageCollector::Collect() const {
  std::optional<metrics::Families> families =
      metrics::CollectOnLoop(loop_, kPatience, [this](absl::Time deadline) { return Gather(deadline); });
  if (families) return *std::move(families);
  return {Up(false)};
}

asio::awaitable<absl::StatusOr<metrics::Families>> CoverageCollector::Gather(absl::Time deadline) const {
  Gauges gauges;
  for (const store::Key& key : DirectoryKeys(store_.keys())) {
    ZAMER_CO_ASSIGN_OR_RETURN(const auto directory, co_await store_.Get<v1::Directory>(key, deadline));
    if (!directory.record) continue;
    for (const std::string& department : directory.record->department_ids()) {
      ZAMER_CO_RETURN_IF_ERROR(co_await GatherDepartment(department, gauges, deadline));
    }
  }
  co_return std::move(gauges).Take();
}

asio::awaitable<absl::Status> CoverageCollector::GatherDepartment(std::string department, Gauges& gauges,
                                                                  absl::Time deadline) const {
  ZAMER_CO_ASSIGN_OR_RETURN(const auto found, co_await store_.Get<v1::Roster>(RosterKey(department), deadline));
  if (!found.record) co_return absl::OkStatus();
  const v1::Roster& roster = *found.record;
  ZAMER_CO_ASSIGN_OR_RETURN(const auto known,
                            co_await store_.Get<v1::CoverageRecord>(CoverageKey(department), deadline));
  const v1::CoverageRecord record = known.record.value_or(v1::CoverageRecord());
  ZAMER_CO_ASSIGN_OR_RETURN(const Rules rules, Rules::Of(roster));
  const absl::Time now = clock_.Now();
  ZAMER_CO_ASSIGN_OR_RETURN(const v1::Coverage coverage,
                            CoverageOf(roster, record, CoverageRange(now, kCoverageDays, rules.zone)));
  for (const Window& window : kWindows) {
    gauges.Add(department, window.name, HoursBefore(coverage, CoverageRange(now, window.days, rules.zone).end));
  }
  std::vector<store::Key> managers;
  managers.reserve(static_cast<std::size_t>(record.lead_managers_size()));
  for (const v1::EmployeeChanged& each : record.lead_managers()) managers.push_back(KeyOf(each.employee()));
  ZAMER_CO_ASSIGN_OR_RETURN(const auto people, co_await store_.GetAll<v1::Employee>(std::move(managers), deadline));
  int on_shift = 0;
  for (const auto& each : people) {
    if (!each.record) continue;
    ZAMER_CO_ASSIGN_OR_RETURN(const bool is_on_shift, IsOnShift(*each.record, roster, now));
    on_shift += is_on_shift ? 1 : 0;
  }
  gauges.Add(department, on_shift, roster.settings().required_lead_managers());
  co_return absl::OkStatus();
}

}  // namespace zamer::scheduling
