// What the lead service is asked to do for a delivery.
#pragma once
#include <absl/status/statusor.h>

#include <string_view>
#include <variant>

#include "services/gateway/domain/intake/enquiry.h"

namespace zamer::gateway::intake {

using Order = std::variant<lead::v1::CreateLeadRequest, lead::v1::RecordCallRequest>;

// `body`: that of an arrival of the envelope's way in. INVALID_ARGUMENT/DELIVERY_UNREADABLE.
absl::StatusOr<Order> OrderOf(const Envelope& envelope, std::string_view body);

}  // namespace zamer::gateway::intake
