// How a call went, out of what came back: what the service said, or what HTTP/2 or the connection makes of it.
#pragma once

#include <absl/status/status.h>

#include <cstddef>
#include <string_view>

#include "services/gateway/domain/grpc_web.h"
#include "services/gateway/upstream/incoming.h"

namespace zamer::gateway {

// `trailers`: the last block of fields. `left_bytes`: of a message that did not become whole. An error that the service
// gave keeps its details; others have the reasons that rpc::FromGrpc gives them.
absl::Status CallStatus(const StreamEnd& end, std::string_view http_status, const Fields& trailers,
                        std::size_t left_bytes);

// What is said where nobody could be asked, in time, or where nobody wants to know any more.
absl::Status NobodyThere();
absl::Status OutOfTime();
absl::Status GivenUp();

}  // namespace zamer::gateway
