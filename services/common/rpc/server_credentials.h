#pragma once

#include <absl/status/statusor.h>
#include <grpcpp/grpcpp.h>

#include <memory>

#include "services/common/rpc/server.h"

namespace zamer::rpc {

// Credentials of a server: plain text without files, else TLS whose files are watched, so that a rotated certificate is
// used without a restart. CREDENTIALS_UNUSABLE when a file cannot be read.
absl::StatusOr<std::shared_ptr<grpc::ServerCredentials>> MakeServerCredentials(const TlsFiles& files);

}  // namespace zamer::rpc
