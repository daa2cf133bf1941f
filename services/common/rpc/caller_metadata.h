#pragma once

#include <grpcpp/grpcpp.h>

#include <string>
#include <string_view>
#include <vector>

namespace zamer::rpc {

// Names of the metadata that Zamer reads and writes.
inline constexpr std::string_view kAuthorizationKey = "authorization";
inline constexpr std::string_view kTraceParentKey = "traceparent";
inline constexpr std::string_view kPositionKey = "zamer-position";

// What a caller sent beside the request. Views into the context's metadata, which lives as long as the call.
struct CallerMetadata {
  // The bearer token; empty when there is none.
  std::string_view token;
  std::string_view trace_parent;
  // Copied, since a wait for them may outlive the context. At most 8 are looked at.
  std::vector<std::string> positions;
};

CallerMetadata ReadMetadata(const grpc::CallbackServerContext& context);

}  // namespace zamer::rpc
