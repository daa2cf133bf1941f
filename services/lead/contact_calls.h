// Whether a person may be contacted: SetDoNotContact.
#pragma once
#include <absl/status/statusor.h>

#include <asio/awaitable.hpp>

#include "services/common/rpc/call.h"
#include "services/lead/lead_work.h"
#include "zamer/lead/v1/lead_service.pb.h"

namespace zamer::lead {

// Answers SetDoNotContact. It holds for the person: for the lead that a merged one continues as, and for the person's
// earlier and later leads too.
asio::awaitable<absl::StatusOr<v1::Lead>> SetDoNotContact(const LeadParts& parts, rpc::Call& call,
                                                          const v1::SetDoNotContactRequest& request);

}  // namespace zamer::lead
