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
inline constexpr absl::Duration kHeartbeat = absl::Seconds(5);

// Checks what may be subscribed to: the partition exists, and a caller bound to a department names it.
absl::Status CheckSubscription(const type::v1::SubscribeRequest& request, const rpc::Call& call,
                               const store::KeySpace& keys);

// Answers `Subscribe`: everything after the cursor, then live, with a heartbeat (a response without event) when nothing
// happens for 5 s. `Response` has `cursor` and `event`. Ends with the caller or the server.
template <class Response>
asio::awaitable<absl::Status> ServeFeed(EventLog& log, const store::KeySpace& keys, rpc::Call& call,
                                        const type::v1::SubscribeRequest& request, rpc::Writer<Response>& out) {
  ZAMER_CO_RETURN_IF_ERROR(CheckSubscription(request, call, keys));
  std::string cursor = request.cursor();
  while (true) {
    ZAMER_CO_ASSIGN_OR_RETURN(
        auto events, co_await log.Read(request.partition(), cursor, kFeedBatch, absl::Now() + absl::Seconds(5)));
    for (LoggedEvent& logged : events) {
      Response response;
      response.set_cursor(logged.cursor);
      if (!response.mutable_event()->ParseFromString(logged.bytes)) co_return Internal("an event cannot be read");
      cursor = std::move(logged.cursor);
      if (!request.department().empty() && response.event().meta().department() != request.department()) continue;
      ZAMER_CO_RETURN_IF_ERROR(co_await out.Write(std::move(response)));
    }
    if (!events.empty()) continue;
    if (!co_await log.Grown(request.partition()).Wait(absl::Now() + kHeartbeat)) {
      Response heartbeat;
      heartbeat.set_cursor(cursor);
      ZAMER_CO_RETURN_IF_ERROR(co_await out.Write(std::move(heartbeat)));
    }
  }
}

// Answers `GetFeed`.
asio::awaitable<absl::StatusOr<type::v1::Feed>> LatestCursors(EventLog& log, const store::KeySpace& keys,
                                                              absl::Time deadline);

}  // namespace zamer::events
