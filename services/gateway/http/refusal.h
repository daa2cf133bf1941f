#pragma once

#include <absl/status/status.h>

#include <cstddef>
#include <string_view>

#include "services/gateway/http/exchange.h"

namespace zamer::gateway::http {

// Why the server answers a request itself, and no handler does.
struct Refusal {
  int status = 400;
  absl::Status error;
};

Refusal BadRequest(std::string_view sentence);
Refusal HeadTooLarge(std::size_t limit);
Refusal BodyTooLarge(std::size_t limit);
Refusal UnknownExpectation();
// The request did not arrive whole in time.
Refusal TooSlow();
// The process has taken on all that it may.
Refusal TooBusy();

Response ToResponse(const Refusal& refusal);

}  // namespace zamer::gateway::http
