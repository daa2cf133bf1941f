// Meta's webhooks: https://developers.facebook.com/docs/graph-api/webhooks/getting-started
#pragma once
#include <absl/status/statusor.h>

#include <string>
#include <string_view>

#include "services/gateway/domain/intake/arrival.h"
#include "services/gateway/domain/intake/enquiry.h"
#include "services/gateway/domain/intake/json.h"

namespace zamer::gateway::intake {

// The challenge that Meta wants back when it asks for the first time; `query` is what follows the `?`.
// PERMISSION_DENIED/DELIVERY_REFUSED unless it shows the verify token.
absl::StatusOr<std::string> MetaChallenge(const MetaSettings& settings, std::string_view query);

// The messages of people and the lead forms of one request, which may bring many of different accounts; nothing for
// echoes, reactions and the like. A body that cannot be read is an arrival of its own, rejected.
Arrivals ReadMetaArrivals(std::string_view body);

// `body`: that of an arrival. Of a lead form, Meta tells only the id: its answers have to be fetched with the page's
// token, so the lead says where they are, unless whoever forwards the form has added them as `field_data`.
absl::StatusOr<lead::v1::CreateLeadRequest> MetaEnquiry(const Envelope& envelope, const JsonView& body);

}  // namespace zamer::gateway::intake
