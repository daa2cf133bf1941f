// Errors of ours as HTTP answers.
#pragma once

#include <absl/status/status.h>

#include "services/gateway/http/exchange.h"

namespace zamer::gateway::http {

// The HTTP status that goes with a canonical code, as google.rpc.Code describes it.
int HttpStatusOf(absl::StatusCode code);

// The error as a google.rpc.Status in JSON, details included, with `retry-after` where it says how long to wait.
Response ErrorResponse(const absl::Status& error);

}  // namespace zamer::gateway::http
