// What a service stands on, for Prometheus.
#pragma once
#include <absl/status/statusor.h>
#include <absl/time/time.h>
#include <prometheus/collectable.h>

#include <asio/awaitable.hpp>
#include <asio/io_context.hpp>
#include <utility>
#include <vector>

#include "services/common/events/consumer.h"
#include "services/common/events/event_log.h"
#include "services/common/metrics/collect_on_loop.h"
#include "services/common/metrics/sample_set.h"
#include "services/common/store/store.h"

namespace zamer::app {

// Asks at each scrape whether Redis keeps what it acknowledges, how far this service's events and those that it has
// applied reach, and how many it had to put aside. Names and labels: docs/observability.md. `zamer_redis_up` is 0 when
// Redis did not answer in time; then there are no others.
//
// Collect runs on the exposer's thread and waits for the loop; the rest happens on the loop. Must be destroyed after
// the exposer, and the loop must run while scrapes may come.
class PlatformCollector final : public prometheus::Collectable {
 public:
  // Less than what is left of a scrape to collectors beside this one.
  static constexpr absl::Duration kPatience = absl::Seconds(1);

  PlatformCollector(asio::io_context& loop, store::Store& store, events::EventLog& log,
                    std::vector<events::Consumer*> consumers)
      : loop_(loop), store_(store), log_(log), consumers_(std::move(consumers)) {}

  std::vector<prometheus::MetricFamily> Collect() const override;

  // What Collect waits for. Loop thread only.
  asio::awaitable<absl::StatusOr<metrics::Families>> Gather(absl::Time deadline) const;

 private:
  asio::awaitable<absl::Status> GatherRedis(metrics::SampleSet& samples, absl::Time deadline) const;
  asio::awaitable<absl::Status> GatherEvents(metrics::SampleSet& samples, absl::Time deadline) const;

  asio::io_context& loop_;
  store::Store& store_;
  events::EventLog& log_;
  std::vector<events::Consumer*> consumers_;
};

}  // namespace zamer::app
