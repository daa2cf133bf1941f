// How long a caller is willing to wait.
#pragma once

#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <string>
#include <string_view>

namespace zamer::gateway {

// What `grpc-timeout` says: up to eight digits and a unit out of H, M, S, m, u, n. HTTP_REQUEST_INVALID.
absl::StatusOr<absl::Duration> ParseGrpcTimeout(std::string_view text);

// What `connect-timeout-ms` says: up to ten digits. HTTP_REQUEST_INVALID.
absl::StatusOr<absl::Duration> ParseTimeoutMillis(std::string_view text);

// As a `grpc-timeout`, in the finest unit that has room for it, rounded down; nothing negative.
std::string FormatGrpcTimeout(absl::Duration timeout);

}  // namespace zamer::gateway
