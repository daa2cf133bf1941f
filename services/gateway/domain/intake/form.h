// Forms on sites: as a browser sends them by itself, or as a script does.
#pragma once
#include <absl/status/statusor.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "services/gateway/domain/intake/arrival.h"
#include "services/gateway/domain/intake/enquiry.h"
#include "services/gateway/domain/intake/json.h"

namespace zamer::gateway::intake {

// Names and values, in the order of the form.
using FormFields = std::vector<std::pair<std::string, std::string>>;

// Reads application/x-www-form-urlencoded and application/json, both in UTF-8. INVALID_ARGUMENT/DELIVERY_UNREADABLE for
// any other, and for a form that says neither how to reach the person nor what the person wants.
absl::StatusOr<FormFields> ReadForm(std::string_view content_type, std::string_view body);

// The form as it is kept: rejected as spam when the field that people do not see is filled in. `day`: of its arrival;
// a form without a `submission_id` is the same as another when it says the same on the same day.
Arrival ArrivalOf(const FormSettings& settings, FormFields fields, absl::CivilDay day);

// `body`: that of an arrival.
absl::StatusOr<lead::v1::CreateLeadRequest> FormEnquiry(const Envelope& envelope, const JsonView& body);

}  // namespace zamer::gateway::intake
