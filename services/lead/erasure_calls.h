// Forgetting a person: EraseLead.
#pragma once
#include <absl/status/statusor.h>

#include <asio/awaitable.hpp>

#include "services/common/rpc/call.h"
#include "services/lead/lead_work.h"
#include "zamer/lead/v1/lead_service.pb.h"

namespace zamer::lead {

// Answers EraseLead: one commit takes the personal data of the person's present lead, of those merged into it, of the
// earlier leads it follows, and of all their interactions. Loop thread only.
asio::awaitable<absl::StatusOr<v1::Lead>> EraseLead(const LeadParts& parts, rpc::Call& call,
                                                    const v1::EraseLeadRequest& request);

}  // namespace zamer::lead
