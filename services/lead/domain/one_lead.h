// Whether two leads are one already.
#pragma once
#include <absl/status/status.h>

#include <string>

#include "zamer/lead/v1/lead.pb.h"

namespace zamer::lead {

// OK for two leads that both go on as themselves. `a_now`, `b_now`: the leads that they continue as.
// FAILED_PRECONDITION/MERGE_CYCLE where that is the same one, ILLEGAL_TRANSITION where one of them is merged into a
// third.
absl::Status CheckNotOneLead(const v1::Lead& a, const v1::Lead& b, const std::string& a_now, const std::string& b_now);

}  // namespace zamer::lead
