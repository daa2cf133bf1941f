// What one employee should do now.
#pragma once
#include <absl/status/statusor.h>

#include <asio/awaitable.hpp>

#include "services/common/rpc/call.h"
#include "services/lead/lead_work.h"
#include "zamer/lead/v1/focus.pb.h"

namespace zamer::lead {

// Reason by reason, each by time; a lead that stands under an earlier reason is listed there only. A page may be short.
// INVALID_ARGUMENT/FIELD_INVALID for a look too far ahead; PERMISSION_DENIED/ROLE_NOT_ALLOWED for somebody else's list,
// but to the sales head.
asio::awaitable<absl::StatusOr<v1::ListFocusResponse>> ReadFocus(const LeadParts& parts, const rpc::Call& call,
                                                                 const v1::ListFocusRequest& request);

}  // namespace zamer::lead
