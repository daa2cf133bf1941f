// Reading leads and their interactions.
#pragma once
#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <asio/awaitable.hpp>
#include <string>

#include "services/common/rpc/call.h"
#include "services/lead/lead_work.h"
#include "zamer/lead/v1/lead_service.pb.h"

namespace zamer::lead {

// NOT_FOUND/LEAD_NOT_FOUND where there is none.
asio::awaitable<absl::StatusOr<v1::Lead>> ReadLead(const LeadParts& parts, const rpc::Call& call, std::string name);

// By arrival, the newest first, or by next step. Read from the smallest lists that hold all that is asked for; what
// else they hold is left out, so that a page may be short.
asio::awaitable<absl::StatusOr<v1::ListLeadsResponse>> ReadLeads(const LeadParts& parts,
                                                                 const v1::ListLeadsRequest& request,
                                                                 absl::Time deadline);

// In the order they were stored: those of absorbed leads first, lead by lead, then the lead's own.
asio::awaitable<absl::StatusOr<v1::ListInteractionsResponse>> ReadInteractions(
    const LeadParts& parts, const rpc::Call& call, const v1::ListInteractionsRequest& request);

}  // namespace zamer::lead
