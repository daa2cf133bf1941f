// How a call ended, as gRPC's clients read it.
#pragma once

#include <absl/status/status.h>

#include <string>
#include <string_view>

#include "services/gateway/domain/grpc_web.h"

namespace zamer::gateway {

// `grpc-status`, and for an error `grpc-message` and `grpc-status-details-bin`; then the metadata.
Fields TrailersOf(const absl::Status& status, const Fields& metadata);

// As `grpc-message` wants it: printable ASCII as it is, `%` and every other byte as `%` and two digits.
std::string PercentEncoded(std::string_view text);

// The reverse; what is no encoding stays as it is.
std::string PercentDecoded(std::string_view text);

}  // namespace zamer::gateway
