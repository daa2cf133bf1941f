#include "services/gateway/intake/waiting_collector.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "services/common/status/macros.h"
#include "services/gateway/intake/delivery_reads.h"
#include "services/gateway/intake/delivery_records.h"

namespace zamer::gateway::intake {
namespace {

constexpr absl::Duration kPatience = absl::Seconds(5);

// Where a list is among the counts.
constexpr std::size_t PlaceOf(std::string_view list) {
  return static_cast<std::size_t>(std::ranges::find(kLists, list) - kLists.begin());
}
constexpr std::size_t kWaitingAt = PlaceOf(kWaitingList);
constexpr std::size_t kRejectedAt = PlaceOf(kRejectedList);

prometheus::MetricFamily Gauge(const char* name, const char* help) {
  return {.name = name, .help = help, .type = prometheus::MetricType::Gauge, .metric = {}};
}

void Add(const WayIn& way, double value, prometheus::MetricFamily& family) {
  prometheus::ClientMetric metric;
  metric.label = {{"way_in", way.id}};
  metric.gauge.value = value;
  family.metric.push_back(std::move(metric));
}

}  // namespace

std::vector<prometheus::MetricFamily> WaitingCollector::Collect() const {
  return metrics::CollectOnLoop(tools_.loop, kPatience, [this](absl::Time deadline) { return Gather(deadline); })
      .value_or(metrics::Families());
}

asio::awaitable<absl::StatusOr<metrics::Families>> WaitingCollector::Gather(absl::Time deadline) const {
  auto waiting = Gauge("zamer_deliveries_waiting", "Deliveries that the lead service has not taken yet.");
  auto oldest = Gauge("zamer_deliveries_oldest_seconds", "For how long the oldest of them waits; 0 when none does.");
  auto rejected = Gauge("zamer_deliveries_rejected", "Deliveries that the lead service refused, but for spam.");
  for (const WayIn& way : tools_.ways) {
    ZAMER_CO_ASSIGN_OR_RETURN(const std::vector<std::int64_t> counts, co_await CountDeliveries(tools_, way, deadline));
    ZAMER_CO_ASSIGN_OR_RETURN(const std::optional<absl::Time> first,
                              co_await ReceiveTimeAt(tools_, way, End::kOldest, {kWaitingList}, deadline));
    Add(way, static_cast<double>(counts[kWaitingAt]), waiting);
    Add(way, static_cast<double>(counts[kRejectedAt]), rejected);
    Add(way, first ? std::max(0.0, absl::ToDoubleSeconds(tools_.clock.Now() - *first)) : 0, oldest);
  }
  co_return metrics::Families{std::move(waiting), std::move(oldest), std::move(rejected)};
}

}  // namespace zamer::gateway::intake
