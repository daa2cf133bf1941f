// Answers WatchKpis and WatchBoard.
#pragma once
#include <absl/status/status.h>
#include <absl/time/time.h>

#include <asio/awaitable.hpp>

#include "services/common/rpc/writer.h"
#include "services/metrics/kpi_board.h"

namespace zamer::metrics {

// Least time between two messages of one stream: what changes meanwhile comes in one.
inline constexpr absl::Duration kWatchPause = absl::Milliseconds(50);
// How often to look for what other replicas have counted.
inline constexpr absl::Duration kWatchPoll = absl::Seconds(1);
// After how long a stream on which nothing changes says that it lives: within 5 s, with time to read.
inline constexpr absl::Duration kWatchHeartbeat = absl::Seconds(4);

// All answers at once, then those that have changed whenever some have: by events that were counted, here or by another
// replica, or by time that passed (meetings fall due, cohorts mature). Ends with the first error, that of a reader who
// has gone among them.
asio::awaitable<absl::Status> WatchBoard(Boards& boards, const v1::WatchBoardRequest& request,
                                         rpc::Writer<v1::WatchBoardResponse>& out);

// The same for a board of one query.
asio::awaitable<absl::Status> WatchKpis(Boards& boards, const v1::WatchKpisRequest& request,
                                        rpc::Writer<v1::WatchKpisResponse>& out);

}  // namespace zamer::metrics
