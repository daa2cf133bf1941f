// Counting leads.
#pragma once
#include <absl/status/statusor.h>

#include <asio/awaitable.hpp>

#include "services/common/rpc/call.h"
#include "services/lead/lead_work.h"
#include "zamer/lead/v1/lead_service.pb.h"

namespace zamer::lead {

// By state, from the sizes of the lists: exact to the millisecond of arrival. INVALID_ARGUMENT/FIELD_INVALID for an
// owner of another department and for a range that ends before it begins.
asio::awaitable<absl::StatusOr<v1::CountLeadsResponse>> CountLeads(const LeadParts& parts, const rpc::Call& call,
                                                                   const v1::CountLeadsRequest& request);

}  // namespace zamer::lead
