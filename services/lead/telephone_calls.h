// What a telephone exchange tells of calls.
#pragma once
#include <absl/status/statusor.h>

#include <asio/awaitable.hpp>

#include "services/common/rpc/call.h"
#include "services/lead/lead_work.h"
#include "zamer/lead/v1/interactions.pb.h"

namespace zamer::lead {

// Answers RecordCall. A call that is told before it has ended is an interaction at once: an attempt counts from when it
// rings. What is told later changes that interaction, the clocks, and is told as InteractionLogged again. The
// exchange's id finds the call wherever it is, also after its number or its lead has gone on as another lead. Loop
// thread only.
asio::awaitable<absl::StatusOr<v1::RecordCallResponse>> RecordCall(const LeadParts& parts, rpc::Call& call,
                                                                   const v1::RecordCallRequest& request);

// Answers ListUnmatchedCalls.
asio::awaitable<absl::StatusOr<v1::ListUnmatchedCallsResponse>> ListUnmatchedCalls(
    const LeadParts& parts, const rpc::Call& call, const v1::ListUnmatchedCallsRequest& request);

}  // namespace zamer::lead
