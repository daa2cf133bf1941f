// Calls as telephone exchanges tell of them: Asterisk's `Cdr` event as JSON, and plain JSON for all others.
#pragma once
#include <absl/status/statusor.h>

#include <string>
#include <string_view>

#include "services/gateway/domain/intake/arrival.h"
#include "services/gateway/domain/intake/enquiry.h"
#include "services/gateway/domain/intake/json.h"

namespace zamer::gateway::intake {

// What two ways of writing one number have in common: its last ten digits.
std::string NumberKey(std::string_view number);

// The call that the body tells of; nothing for other events of Asterisk and for calls among the department's own. A
// body that cannot be read is an arrival too, rejected.
Arrivals ReadCallArrivals(const PbxSettings& settings, std::string_view body);

// `body`: that of an arrival.
absl::StatusOr<lead::v1::RecordCallRequest> CallRequest(const Envelope& envelope, const JsonView& body);

}  // namespace zamer::gateway::intake
