#pragma once

#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <string_view>

#include "services/gateway/domain/grpc_web.h"
#include "services/gateway/http/headers.h"
#include "services/gateway/upstream/call.h"

namespace zamer::gateway {

// A call to a service in the name of who sent these headers, path and message left open: with the token, without what
// does not pass, and no longer than the caller wants or `longest`. HTTP_REQUEST_INVALID when a header cannot be read.
absl::StatusOr<CallRequest> OutgoingCall(const http::Headers& headers, std::string_view token, absl::Duration longest);

// What the service sent beside its answer and may pass; of a call that is over.
Fields ReturnedMetadata(const Call& call);

}  // namespace zamer::gateway
