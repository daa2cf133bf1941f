// What one employee should do now.
#pragma once
#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <asio/awaitable.hpp>
#include <string>
#include <string_view>

#include "services/common/rpc/call.h"
#include "services/lead/lead_work.h"
#include "zamer/lead/v1/focus.pb.h"

namespace zamer::lead {

// Reason by reason, each by time; a lead that stands under an earlier reason is listed there only. A page may be short.
// INVALID_ARGUMENT/FIELD_INVALID for a look too far ahead; PERMISSION_DENIED/ROLE_NOT_ALLOWED for somebody else's list,
// but to the sales head.
asio::awaitable<absl::StatusOr<v1::ListFocusResponse>> ReadFocus(const LeadParts& parts, const rpc::Call& call,
                                                                 const v1::ListFocusRequest& request);

// The same without its checks, as the list is at `now`.
asio::awaitable<absl::StatusOr<v1::ListFocusResponse>> ReadFocusAt(const LeadParts& parts,
                                                                   const v1::ListFocusRequest& request, absl::Time now,
                                                                   absl::Time deadline);

// When the next of what an employee (a resource name) has not to do yet is to be done; never where there is nothing.
asio::awaitable<absl::StatusOr<absl::Time>> NextFocus(const LeadParts& parts, std::string employee, absl::Time now,
                                                      absl::Time deadline);

// PERMISSION_DENIED/ROLE_NOT_ALLOWED for the list of another employee than the caller, but to the sales head.
absl::Status CheckFocusOf(std::string_view employee, const security::Principal& caller);

}  // namespace zamer::lead
