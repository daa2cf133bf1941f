// Serves a service's events to its subscribers.
#pragma once
#include <absl/status/status.h>
#include <absl/time/clock.h>

#include <asio/awaitable.hpp>
#include <string>
#include <utility>
#include <vector>

#include "services/common/events/event_log.h"
#include "services/common/rpc/call.h"
#include "services/common/rpc/writer.h"
#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "zamer/type/v1/event.pb.h"

namespace zamer::events {

inline constexpr int kFeedBatch = 256;
// A message is sent once its events are this large, far below what gRPC takes by default.
inline constexpr std::size_t kFeedBytes = std::size_t{256} << 10;
inline constexpr absl::Duration kHeartbeat = absl::Seconds(5);

// Checks what may be subscribed to: the partition exists, and a caller bound to a department names it.
absl::Status CheckSubscription(const type::v1::SubscribeRequest& request, const rpc::Call& call,
                               const store::KeySpace& keys);

// Sends logged events on, some in each message. `department`: only events of this one; empty for all.
template <class Response>
asio::awaitable<absl::Status> SendEvents(std::vector<LoggedEvent> events, const std::string& department,
                                         rpc::Writer<Response>& out) {
  Response response;
  std::size_t bytes = 0;
  for (LoggedEvent& logged : events) {
    auto& entry = *response.add_entries();
    if (!entry.mutable_event()->ParseFromString(logged.bytes)) co_return Internal("an event cannot be read");
    response.set_cursor(logged.cursor);
    entry.set_cursor(std::move(logged.cursor));
    bytes += logged.bytes.size();
    if (!department.empty() && entry.event().meta().department() != department) {
      response.mutable_entries()->RemoveLast();
    }
    if (bytes < kFeedBytes) continue;
    ZAMER_CO_RETURN_IF_ERROR(co_await out.Write(std::exchange(response, {})));
    bytes = 0;
  }
  if (response.entries_size() > 0) ZAMER_CO_RETURN_IF_ERROR(co_await out.Write(std::move(response)));
  co_return absl::OkStatus();
}

// Answers `Subscribe`: everything after the cursor, then live, with a heartbeat (a response without entries) every 5 s.
// `Response` has `entries`, each with `cursor` and `event`, and the last `cursor`. Ends with the caller or the server.
template <class Response>
asio::awaitable<absl::Status> ServeFeed(EventLog& log, const store::KeySpace& keys, rpc::Call& call,
                                        const type::v1::SubscribeRequest& request, rpc::Writer<Response>& out) {
  ZAMER_CO_RETURN_IF_ERROR(CheckSubscription(request, call, keys));
  std::string cursor = request.cursor();
  absl::Time heartbeat_due = absl::Now() + kHeartbeat;
  while (true) {
    ZAMER_CO_ASSIGN_OR_RETURN(
        auto events, co_await log.Read(request.partition(), cursor, kFeedBatch, absl::Now() + absl::Seconds(5)));
    if (!events.empty()) {
      cursor = events.back().cursor;
      ZAMER_CO_RETURN_IF_ERROR(co_await SendEvents(std::move(events), request.department(), out));
    } else {
      co_await log.Grown(request.partition()).Wait(heartbeat_due);
    }
    // Due even in a log that grows, since nothing of it may be for this subscriber.
    if (absl::Now() < heartbeat_due) continue;
    Response heartbeat;
    heartbeat.set_cursor(cursor);
    ZAMER_CO_RETURN_IF_ERROR(co_await out.Write(std::move(heartbeat)));
    heartbeat_due = absl::Now() + kHeartbeat;
  }
}

// Answers `GetFeed`.
asio::awaitable<absl::StatusOr<type::v1::Feed>> LatestCursors(EventLog& log, const store::KeySpace& keys,
                                                              absl::Time deadline);

}  // namespace zamer::events
