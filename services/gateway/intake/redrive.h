// Has rejected deliveries delivered again.
#pragma once
#include <absl/status/statusor.h>

#include <asio/awaitable.hpp>

#include "services/common/rpc/call.h"
#include "services/gateway/intake/intake_parts.h"
#include "zamer/gateway/v1/intake_service.pb.h"

namespace zamer::gateway::intake {

asio::awaitable<absl::StatusOr<v1::RedriveDeliveriesResponse>> RedriveDeliveries(
    const Tools& tools, const rpc::Call& call, const v1::RedriveDeliveriesRequest& request);

}  // namespace zamer::gateway::intake
