#include "services/gateway/bridge/outgoing_call.h"

#include <absl/strings/str_cat.h>
#include <absl/time/clock.h>

#include <algorithm>
#include <map>
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

void Collect(const std::multimap<grpc::string_ref, grpc::string_ref>& metadata, Fields& fields) {
  for (const auto& [name, value] : metadata) {
    const std::string_view key(name.data(), name.size());
    const std::string_view text(value.data(), value.size());
    if (PassesOutward(key) && IsMetadataValue(text)) fields.emplace_back(key, text);
  }
}

}  // namespace

absl::StatusOr<std::shared_ptr<grpc::ClientContext>> OutgoingCall(const http::Headers& headers, std::string_view token,
                                                                  absl::Duration longest) {
  ZAMER_ASSIGN_OR_RETURN(const absl::Duration timeout, TimeoutIn(headers, longest));
  auto context = std::make_shared<grpc::ClientContext>();
  context->set_deadline(absl::ToChronoTime(absl::Now() + timeout));
  context->AddMetadata(std::string(rpc::kTraceParentKey), rpc::ChildTrace(headers.Get(rpc::kTraceParentKey)));
  if (!token.empty()) {
    if (!IsMetadataValue(token)) return Unauthenticated(Reason::kTokenInvalid, "A token is printable ASCII.");
    context->AddMetadata(std::string(rpc::kAuthorizationKey), absl::StrCat("Bearer ", std::string(token)));
  }
  for (const auto& [name, value] : headers) {
    // There is exactly one trace, ours.
    if (name != rpc::kTraceParentKey && PassesInward(name) && IsMetadataValue(value)) context->AddMetadata(name, value);
  }
  return context;
}

Fields ReturnedMetadata(const grpc::ClientContext& context) {
  Fields fields;
  Collect(context.GetServerTrailingMetadata(), fields);
  return fields;
}

}  // namespace zamer::gateway
