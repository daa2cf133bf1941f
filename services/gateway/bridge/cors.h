// Cross-origin rules, as browsers ask for them (fetch.spec.whatwg.org).
#pragma once

#include "services/gateway/domain/origins.h"
#include "services/gateway/http/exchange.h"

namespace zamer::gateway {

// The answer to a preflight. A site that is not allowed gets one that allows nothing.
http::Response PreflightAnswer(const Origins& origins, const http::Request& request);

// Adds what lets a page of an allowed site read the answer.
void AddCorsHeaders(const Origins& origins, const http::Request& request, http::Headers& headers);

}  // namespace zamer::gateway
