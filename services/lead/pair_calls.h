// Two leads at once: merged, or known to be different people.
#pragma once
#include <absl/status/statusor.h>

#include <asio/awaitable.hpp>

#include "services/common/rpc/call.h"
#include "services/lead/lead_work.h"
#include "zamer/lead/v1/lead_service.pb.h"

namespace zamer::lead {

// Each answers the call of its name; see the proto.
asio::awaitable<absl::StatusOr<v1::Lead>> LinkHousehold(const LeadParts& parts, rpc::Call& call,
                                                        const v1::LinkHouseholdRequest& request);
asio::awaitable<absl::StatusOr<v1::Lead>> UnlinkHousehold(const LeadParts& parts, rpc::Call& call,
                                                          const v1::UnlinkHouseholdRequest& request);
asio::awaitable<absl::StatusOr<v1::Lead>> MergeLeads(const LeadParts& parts, rpc::Call& call,
                                                     const v1::MergeLeadsRequest& request);

}  // namespace zamer::lead
