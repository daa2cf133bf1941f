// What may stand in the head of a request or an answer, in any version of HTTP.
#pragma once

#include <string_view>

#include "services/gateway/http/exchange.h"

namespace zamer::gateway::http {

// Sets path and query. False unless the target begins with `/` and holds printable ASCII only, without a fragment.
bool SetTarget(std::string_view target, Request& request);

// Whether this can be a host name or address, perhaps with a port.
bool IsHost(std::string_view host);

// A token in lower case.
bool IsFieldName(std::string_view name);

// Without control characters, above all those that would end the field and begin another.
bool IsFieldValue(std::string_view value);

// Says how a message is framed, which is the server's business: handlers do not set it.
bool IsFramingField(std::string_view name);

}  // namespace zamer::gateway::http
