// What becomes known later of touches.
#pragma once
#include <absl/status/statusor.h>

#include <asio/awaitable.hpp>

#include "services/common/rpc/call.h"
#include "services/lead/lead_work.h"
#include "zamer/lead/v1/lead_service.pb.h"

namespace zamer::lead {

// Loop thread only. Answers the call of its name; see the proto.
asio::awaitable<absl::StatusOr<v1::Lead>> AmendTouch(const LeadParts& parts, rpc::Call& call,
                                                     const v1::AmendTouchRequest& request);

}  // namespace zamer::lead
