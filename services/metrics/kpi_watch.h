// Answers WatchKpis.
#pragma once
#include <absl/status/status.h>
#include <absl/time/time.h>

#include <asio/awaitable.hpp>

#include "services/common/rpc/writer.h"
#include "services/metrics/changes.h"
#include "services/metrics/kpi_reader.h"

namespace zamer::metrics {

// Least time between two snapshots of one stream.
inline constexpr absl::Duration kWatchPause = absl::Milliseconds(50);
// How often to look for what other replicas have counted.
inline constexpr absl::Duration kWatchPoll = absl::Seconds(1);
// A stream on which nothing changes says that it lives.
inline constexpr absl::Duration kWatchHeartbeat = absl::Seconds(5);

// A snapshot at once, then another whenever its rows change: by events that were counted, here or by another replica,
// or by time that passed (meetings fall due, cohorts mature). Ends with the first error, that of a reader who has gone
// among them.
asio::awaitable<absl::Status> WatchKpis(KpiReader& reader, Changes& changes, QueryPlan plan,
                                        rpc::Writer<v1::WatchKpisResponse>& out);

}  // namespace zamer::metrics
