#pragma once

#include <absl/status/statusor.h>

#include <asio/awaitable.hpp>
#include <functional>
#include <string>

#include "services/gateway/http/exchange.h"

namespace zamer::gateway {

// Who calls, in the form that the services behind the edge believe: the bearer token to call them with. It is the
// caller's own where there is an `authorization` header, else one for the session that the cookie names; empty when the
// caller brought neither, since there may be methods that need none. UNAUTHENTICATED/SESSION_ENDED,
// PERMISSION_DENIED/ORIGIN_REFUSED.
using Authorize = std::function<asio::awaitable<absl::StatusOr<std::string>>(const http::Request&)>;

}  // namespace zamer::gateway
