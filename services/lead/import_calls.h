// Another CRM's history, batch by batch.
#pragma once
#include <absl/status/statusor.h>

#include <asio/awaitable.hpp>

#include "services/common/rpc/call.h"
#include "services/lead/lead_work.h"
#include "zamer/lead/v1/lead_service.pb.h"

namespace zamer::lead {

// Answers ImportHistory: everything that the rows name is read in three round trips, whatever their number, and written
// by one commit. Loop thread only.
asio::awaitable<absl::StatusOr<v1::ImportHistoryResponse>> ImportHistory(const LeadParts& parts, rpc::Call& call,
                                                                         const v1::ImportHistoryRequest& request);

}  // namespace zamer::lead
