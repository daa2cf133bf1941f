// Which header fields go through the edge. Everything else stays outside: what a browser says of itself, its cookies,
// and whatever somebody would like a service to believe.
#pragma once

#include <string_view>

namespace zamer::gateway {

// Whether a caller's field goes along to the service. The `authorization` is not among them: the edge sends its own.
bool PassesInward(std::string_view name);

// Whether metadata of a service go to the caller.
bool PassesOutward(std::string_view name);

// Whether gRPC takes it for a value of metadata: printable ASCII, of a length that leaves room for others. It ends the
// process over anything else.
bool IsMetadataValue(std::string_view value);

}  // namespace zamer::gateway
