// Counts the events of the other services.
#pragma once
#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <asio/awaitable.hpp>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "services/common/events/consumer.h"
#include "services/common/time/clock.h"
#include "services/metrics/apply.h"
#include "services/metrics/newcomers.h"
#include "zamer/contract/v1/contract_events.pb.h"
#include "zamer/lead/v1/lead_events.pb.h"
#include "zamer/scheduling/v1/scheduling_events.pb.h"
#include "zamer/type/v1/event.pb.h"

namespace zamer::metrics {

// For events::Consumer: one Apply and one Prefetch for each feed. An event changes facts, and the counters follow from
// those (docs/adr/0007-metrics-facts-and-contributions.md). Facts that nothing counts only move the as-of time.
// Refuses events that cannot be read or counted; waits (ABORTED) while the partition's numbers are being dropped.
// Loop thread only.
class MetricsEvents {
 public:
  MetricsEvents(const store::KeySpace& keys, const Clock& clock) : keys_(keys), newcomers_(clock) {}

  asio::awaitable<absl::Status> ApplyLead(store::Transaction& tx, const events::FeedEvent& event);
  asio::awaitable<absl::Status> ApplyScheduling(store::Transaction& tx, const events::FeedEvent& event);
  asio::awaitable<absl::Status> ApplyContract(store::Transaction& tx, const events::FeedEvent& event);

  // Reads what a batch needs in a few round trips.
  asio::awaitable<absl::Status> PrefetchLead(store::Transaction& tx, const std::vector<events::FeedEvent>& batch);
  asio::awaitable<absl::Status> PrefetchScheduling(store::Transaction& tx, const std::vector<events::FeedEvent>& batch);
  asio::awaitable<absl::Status> PrefetchContract(store::Transaction& tx, const std::vector<events::FeedEvent>& batch);

 private:
  // Departments and leads that a batch is about.
  struct Wanted {
    std::set<std::string> departments;
    std::set<store::Key> leads;
    void Add(const type::v1::EventMeta& meta, std::string_view lead);
  };

  asio::awaitable<absl::Status> Prefetch(store::Transaction& tx, std::string_view feed, Wanted wanted);
  // Whether the partition counts now.
  asio::awaitable<absl::Status> CheckCounting(store::Transaction& tx, std::string_view department);
  asio::awaitable<absl::StatusOr<Place>> PlaceOf(store::Transaction& tx, const type::v1::EventMeta& meta,
                                                 std::string_view feed);
  asio::awaitable<absl::Status> ChangeDepartment(store::Transaction& tx, const scheduling::v1::SchedulingEvent& event);

  const store::KeySpace& keys_;
  Newcomers newcomers_;
};

// Notes that an event of a feed was counted: moves the as-of time on, and the record's version in any case.
asio::awaitable<absl::Status> Advance(store::Transaction& tx, const type::v1::EventMeta& meta, std::string_view feed);

}  // namespace zamer::metrics
