#pragma once

#include <absl/status/status.h>
#include <grpcpp/grpcpp.h>

namespace zamer::rpc {

// The status as it goes over the wire: code, message, and the payloads (ErrorInfo, BadRequest, …) as a
// google.rpc.Status in `error_details`, where every gRPC client looks for them. Payloads of other packages stay here.
grpc::Status ToGrpc(const absl::Status& status);

// The other direction: what another service answered, its details as payloads again.
absl::Status FromGrpc(const grpc::Status& status);

}  // namespace zamer::rpc
