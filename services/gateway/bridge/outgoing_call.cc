#include "services/gateway/bridge/outgoing_call.h"

#include <absl/strings/str_cat.h>
#include <absl/time/clock.h>

#include <algorithm>
#include <string>

#include "services/common/rpc/caller_metadata.h"
#include "services/common/rpc/trace.h"
#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/gateway/domain/passing.h"
#include "services/gateway/domain/timeout.h"

namespace zamer::gateway {
namespace {

absl::StatusOr<absl::Duration> TimeoutIn(const http::Headers& headers, absl::Duration longest) {
  absl::Duration timeout = longest;
  if (headers.Has("grpc-timeout")) {
    ZAMER_ASSIGN_OR_RETURN(timeout, ParseGrpcTimeout(headers.Get("grpc-timeout")));
  } else if (headers.Has("connect-timeout-ms")) {
    ZAMER_ASSIGN_OR_RETURN(timeout, ParseTimeoutMillis(headers.Get("connect-timeout-ms")));
  }
  return std::min(timeout, longest);
}

}  // namespace

absl::StatusOr<CallRequest> OutgoingCall(const http::Headers& headers, std::string_view token, absl::Duration longest) {
  ZAMER_ASSIGN_OR_RETURN(const absl::Duration timeout, TimeoutIn(headers, longest));
  CallRequest call{.deadline = absl::Now() + timeout};
  call.metadata.emplace_back(rpc::kTraceParentKey, rpc::ChildTrace(headers.Get(rpc::kTraceParentKey)));
  if (!token.empty()) {
    if (!IsMetadataValue(token)) return Unauthenticated(Reason::kTokenInvalid, "A token is printable ASCII.");
    call.metadata.emplace_back(rpc::kAuthorizationKey, absl::StrCat("Bearer ", std::string(token)));
  }
  for (const auto& [name, value] : headers) {
    // There is exactly one trace, ours.
    if (name == rpc::kTraceParentKey || !PassesInward(name) || !IsMetadataValue(value)) continue;
    call.metadata.emplace_back(name, value);
  }
  return call;
}

Fields ReturnedMetadata(const Call& call) {
  Fields fields = call.trailers();
  std::erase_if(fields,
                [](const auto& field) { return !PassesOutward(field.first) || !IsMetadataValue(field.second); });
  return fields;
}

}  // namespace zamer::gateway
