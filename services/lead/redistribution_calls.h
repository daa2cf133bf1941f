// Handing an employee's leads to others: RedistributeLeads, GetRedistribution.
#pragma once
#include <absl/status/statusor.h>

#include <asio/awaitable.hpp>

#include "services/common/rpc/call.h"
#include "services/lead/lead_work.h"
#include "zamer/lead/v1/lead_service.pb.h"

namespace zamer::lead {

// Begins a redistribution, or joins the one that runs for the employee, and drives it until it is done or the answer is
// due; then it goes on by itself. A retry finds the same redistribution and drives it on. Loop thread only.
asio::awaitable<absl::StatusOr<v1::Redistribution>> RedistributeLeads(const LeadParts& parts, rpc::Call& call,
                                                                      const v1::RedistributeLeadsRequest& request);
asio::awaitable<absl::StatusOr<v1::Redistribution>> GetRedistribution(const LeadParts& parts, const rpc::Call& call,
                                                                      const v1::GetRedistributionRequest& request);

}  // namespace zamer::lead
