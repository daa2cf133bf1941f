// Leads that lead managers take from the queue themselves: ClaimNextLead.
#pragma once
#include <absl/status/statusor.h>

#include <asio/awaitable.hpp>

#include "services/common/rpc/call.h"
#include "services/lead/lead_work.h"
#include "zamer/lead/v1/lead_service.pb.h"

namespace zamer::lead {

// Gives the caller the lead that has waited longest of those he serves. NOT_FOUND/QUEUE_EMPTY when there is none, and
// for a caller who is not at work as a lead manager, who is at his cap, or whose department hands leads out by turn.
asio::awaitable<absl::StatusOr<v1::Lead>> ClaimNextLead(const LeadParts& parts, rpc::Call& call,
                                                        const v1::ClaimNextLeadRequest& request);

}  // namespace zamer::lead
