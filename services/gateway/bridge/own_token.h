#pragma once

#include <string>

#include "services/gateway/http/headers.h"

namespace zamer::gateway {

// The bearer token that a caller brought in `authorization`; empty without one.
std::string OwnToken(const http::Headers& headers);

}  // namespace zamer::gateway
