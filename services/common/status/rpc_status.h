// absl::Status to and from google.rpc.Status, details included. Pure: the conversion to grpc::Status is in rpc/.
#pragma once
#include <absl/status/status.h>

#include "google/rpc/status.pb.h"

namespace zamer {

// Keeps code, message and every detail. OK becomes code 0 without details.
google::rpc::Status ToRpcStatus(const absl::Status& status);

// The reverse: FromRpcStatus(ToRpcStatus(s)) == s. Details without a type are dropped, a code outside the canonical
// ones becomes UNKNOWN; never fails, whatever a peer sent.
absl::Status FromRpcStatus(const google::rpc::Status& status);

}  // namespace zamer
