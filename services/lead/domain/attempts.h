// Whether somebody tried often enough before giving up.
#pragma once
#include <absl/time/time.h>

#include <string>
#include <vector>

#include "services/lead/domain/rules.h"
#include "zamer/lead/v1/lead.pb.h"

namespace zamer::lead {

// Whether a loss for this reason says that the client cannot be reached.
bool SaysUnreachable(const std::string& reason, const Rules& rules);
// Whether the lead's interactions hold fewer attempts than the department asks for before that, or on fewer local days.
bool TooFewAttempts(const std::vector<v1::Interaction>& history, const Rules& rules, absl::TimeZone zone);

}  // namespace zamer::lead
