// Answers WatchLeads.
#pragma once
#include <absl/status/status.h>

#include <asio/awaitable.hpp>

#include "services/common/events/event_log.h"
#include "services/common/rpc/writer.h"
#include "services/lead/lead_work.h"
#include "zamer/lead/v1/lead_service.pb.h"

namespace zamer::lead {

// What the list holds now, then each lead of the department that changes: itself where the list holds it, else its
// name. Nothing is kept of what was sent but the place in the log. Ends with the first error, that of a reader who has
// gone among them. INVALID_ARGUMENT/FIELD_INVALID for a list that ListLeads would refuse, or with a page token;
// OUT_OF_RANGE/CURSOR_UNKNOWN.
asio::awaitable<absl::Status> WatchLeads(const LeadParts& parts, events::EventLog& log,
                                         const v1::WatchLeadsRequest& request,
                                         rpc::Writer<v1::WatchLeadsResponse>& out);

}  // namespace zamer::lead
