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

constexpr char kUp[] = "zamer_coverage_up";
constexpr char kUpHelp[] = "Whether coverage could be worked out for this scrape.";

}  // namespace

metrics::Families CoverageCollector::Collect() const {
  std::optional<metrics::Families> families =
      metrics::CollectOnLoop(loop_, kPatience, [this](absl::Time deadline) { return Gather(deadline); });
  if (families) return *std::move(families);
  metrics::SampleSet down;
  down.Gauge(kUp, kUpHelp, 0);
  return std::move(down).Take();
}

asio::awaitable<absl::StatusOr<metrics::Families>> CoverageCollector::Gather(absl::Time deadline) const {
  metrics::SampleSet samples;
  samples.Gauge(kUp, kUpHelp, 1);
  for (const store::Key& key : DirectoryKeys(store_.keys())) {
    ZAMER_CO_ASSIGN_OR_RETURN(const auto directory, co_await store_.Get<v1::Directory>(key, deadline));
    if (!directory.record) continue;
    for (const std::string& department : directory.record->department_ids()) {
      ZAMER_CO_RETURN_IF_ERROR(co_await GatherDepartment(department, samples, deadline));
    }
  }
  co_return std::move(samples).Take();
}

asio::awaitable<absl::Status> CoverageCollector::GatherDepartment(std::string department, metrics::SampleSet& samples,
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
    const HoursAhead ahead = HoursBefore(coverage, CoverageRange(now, window.days, rules.zone).end);
    const metrics::SampleSet::Labels labels = {{"department", department}, {"window", window.name}};
    samples.Gauge("zamer_coverage_opening_hours", "Opening hours ahead.", ahead.opening, labels);
    samples.Gauge("zamer_coverage_thin_hours", "Opening hours ahead with fewer lead managers on shift than required.",
                  ahead.thin, labels);
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
  ZAMER_CO_ASSIGN_OR_RETURN(const bool open, IsOpen(roster, now));
  const metrics::SampleSet::Labels labels = {{"department", department}};
  samples.Gauge("zamer_department_open", "Whether now is an opening hour.", open ? 1 : 0, labels);
  samples.Gauge("zamer_lead_managers_on_shift", "Lead managers on shift now.", on_shift, labels);
  samples.Gauge("zamer_lead_managers_required", "Lead managers that each opening hour should have on shift.",
                roster.settings().required_lead_managers(), labels);
  co_return absl::OkStatus();
}

}  // namespace zamer::scheduling
