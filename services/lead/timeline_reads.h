// What happened to a lead.
#pragma once
#include <absl/status/statusor.h>

#include <asio/awaitable.hpp>

#include "services/common/rpc/call.h"
#include "services/lead/lead_work.h"
#include "zamer/lead/v1/lead_service.pb.h"

namespace zamer::lead {

// The lead's own events, oldest first. NOT_FOUND/LEAD_NOT_FOUND where there is none.
asio::awaitable<absl::StatusOr<v1::ListTimelineResponse>> ReadTimeline(const LeadParts& parts, const rpc::Call& call,
                                                                       const v1::ListTimelineRequest& request);

}  // namespace zamer::lead
