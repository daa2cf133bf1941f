#include "services/common/rpc/to_grpc.h"

#include <string>

#include "services/common/status/errors.h"
#include "services/common/status/rpc_status.h"

namespace zamer::rpc {
namespace {

// A status that gRPC itself made on the caller's side: no details, so it gets a reason of ours.
absl::Status FromTransport(const grpc::Status& status) {
  const grpc::StatusCode code = status.error_code();
  if (code == grpc::StatusCode::UNAVAILABLE) {
    return Unavailable(Reason::kPeerUnavailable, "The service that was asked cannot be reached; try again.",
                       absl::Seconds(1));
  }
  if (code == grpc::StatusCode::DEADLINE_EXCEEDED) {
    return DeadlineExceeded(Reason::kDeadlineExpired, "The service that was asked did not answer in time.");
  }
  if (code == grpc::StatusCode::CANCELLED) {
    return Cancelled(Reason::kCallCancelled, "The call to another service was given up.");
  }
  return absl::Status(static_cast<absl::StatusCode>(code), status.error_message());
}

}  // namespace

grpc::Status ToGrpc(const absl::Status& status) {
  if (status.ok()) return grpc::Status::OK;
  const google::rpc::Status details = ToRpcStatus(status);
  return grpc::Status(static_cast<grpc::StatusCode>(details.code()), details.message(), details.SerializeAsString());
}

absl::Status FromGrpc(const grpc::Status& status) {
  if (status.ok()) return absl::OkStatus();
  google::rpc::Status details;
  if (status.error_details().empty() || !details.ParseFromString(status.error_details()) ||
      details.code() != status.error_code()) {
    return FromTransport(status);
  }
  return FromRpcStatus(details);
}

}  // namespace zamer::rpc
