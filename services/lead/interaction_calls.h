// Logging of interactions.
#pragma once
#include <absl/status/statusor.h>

#include <asio/awaitable.hpp>

#include "services/common/rpc/call.h"
#include "services/lead/lead_work.h"
#include "zamer/lead/v1/lead_service.pb.h"

namespace zamer::lead {

// Answers LogInteraction. An external id that the lead has already gives the earlier interaction, and nothing changes.
asio::awaitable<absl::StatusOr<v1::Interaction>> LogInteraction(const LeadParts& parts, rpc::Call& call,
                                                                const v1::LogInteractionRequest& request);

}  // namespace zamer::lead
