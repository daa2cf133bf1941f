// Answers WatchFocus.
#pragma once
#include <absl/status/status.h>

#include <asio/awaitable.hpp>

#include "services/common/events/event_log.h"
#include "services/common/rpc/call.h"
#include "services/common/rpc/writer.h"
#include "services/lead/lead_work.h"
#include "zamer/lead/v1/focus.pb.h"

namespace zamer::lead {

// The top of the list at once, then again whenever it is different: by a change of a lead that is or was on it, or
// because it is time for something. Ends with the first error, that of a reader who has gone among them.
// PERMISSION_DENIED/ROLE_NOT_ALLOWED for somebody else's list, but to the sales head.
asio::awaitable<absl::Status> WatchFocus(const LeadParts& parts, events::EventLog& log, const rpc::Call& call,
                                         const v1::WatchFocusRequest& request,
                                         rpc::Writer<v1::WatchFocusResponse>& out);

}  // namespace zamer::lead
