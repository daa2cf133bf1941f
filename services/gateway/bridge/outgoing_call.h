#pragma once

#include <absl/status/statusor.h>
#include <absl/time/time.h>
#include <grpcpp/grpcpp.h>

#include <memory>
#include <string_view>

#include "services/gateway/domain/grpc_web.h"
#include "services/gateway/http/headers.h"

namespace zamer::gateway {

// A call to a service in the name of who sent these headers: with the token, without what does not pass, and no longer
// than the caller wants or `longest`. HTTP_REQUEST_INVALID when a header cannot be read.
absl::StatusOr<std::shared_ptr<grpc::ClientContext>> OutgoingCall(const http::Headers& headers, std::string_view token,
                                                                  absl::Duration longest);

// What the service sent beside its answer and may pass; of a call that is over.
Fields ReturnedMetadata(const grpc::ClientContext& context);

}  // namespace zamer::gateway
