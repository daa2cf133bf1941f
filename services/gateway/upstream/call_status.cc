#include "services/gateway/upstream/call_status.h"

#include <absl/strings/escaping.h>
#include <absl/strings/numbers.h>
#include <grpcpp/grpcpp.h>
#include <nghttp2/nghttp2.h>

#include <algorithm>
#include <string>

#include "services/common/rpc/to_grpc.h"
#include "services/common/status/errors.h"
#include "services/gateway/domain/trailers.h"

namespace zamer::gateway {
namespace {

using grpc::StatusCode;

absl::Status FromTransport(StatusCode code, const char* message = "") {
  return rpc::FromGrpc(grpc::Status(code, message));
}

std::string_view Get(const Fields& fields, std::string_view name) {
  const auto found = std::ranges::find(fields, name, &Fields::value_type::first);
  return found == fields.end() ? std::string_view() : std::string_view(found->second);
}

// As gRPC's specification maps them ("Errors" in PROTOCOL-HTTP2.md).
absl::Status OfReset(std::uint32_t error) {
  switch (error) {
    case NGHTTP2_REFUSED_STREAM:
      return FromTransport(StatusCode::UNAVAILABLE);
    case NGHTTP2_CANCEL:
      return FromTransport(StatusCode::CANCELLED);
    case NGHTTP2_ENHANCE_YOUR_CALM:
      return FromTransport(StatusCode::RESOURCE_EXHAUSTED, "The service that was asked wants to be asked less.");
    case NGHTTP2_INADEQUATE_SECURITY:
      return FromTransport(StatusCode::PERMISSION_DENIED, "The service that was asked wants a safer connection.");
    default:
      return Internal("A service broke an answer off.");
  }
}

// Of an answer without a status of gRPC: a proxy's, or that of something else on the service's port
// (http-grpc-status-mapping.md).
absl::Status OfHttp(std::string_view status) {
  if (status == "401") return FromTransport(StatusCode::UNAUTHENTICATED, "The service refuses whoever calls.");
  if (status == "403") return FromTransport(StatusCode::PERMISSION_DENIED, "The service refuses the call.");
  if (status == "404") return FromTransport(StatusCode::UNIMPLEMENTED, "The service does not have this method.");
  if (status == "429" || status == "502" || status == "503" || status == "504") {
    return FromTransport(StatusCode::UNAVAILABLE);
  }
  return Internal("What answered in a service's place does not speak gRPC.");
}

absl::Status OfTrailers(std::string_view code_text, const Fields& trailers) {
  int code = 0;
  if (!absl::SimpleAtoi(std::string(code_text), &code) || code < 0 || code > StatusCode::UNAUTHENTICATED) {
    code = StatusCode::UNKNOWN;
  }
  if (code == StatusCode::OK) return absl::OkStatus();
  std::string details;
  absl::Base64Unescape(std::string(Get(trailers, "grpc-status-details-bin")), &details);
  return rpc::FromGrpc(
      grpc::Status(static_cast<StatusCode>(code), PercentDecoded(Get(trailers, "grpc-message")), details));
}

}  // namespace

absl::Status CallStatus(const StreamEnd& end, std::string_view http_status, const Fields& trailers,
                        std::size_t left_bytes) {
  if (const std::string_view code = Get(trailers, "grpc-status"); !code.empty()) {
    const absl::Status said = OfTrailers(code, trailers);
    return said.ok() && left_bytes > 0 ? Internal("A service's answer ends within a message.") : said;
  }
  switch (end.how) {
    case StreamEnd::How::kAnswered:
      return OfHttp(http_status);
    case StreamEnd::How::kReset:
      return OfReset(end.error);
    case StreamEnd::How::kLost:
      break;
  }
  return NobodyThere();
}

absl::Status NobodyThere() { return FromTransport(StatusCode::UNAVAILABLE); }

absl::Status OutOfTime() { return FromTransport(StatusCode::DEADLINE_EXCEEDED); }

absl::Status GivenUp() { return FromTransport(StatusCode::CANCELLED); }

}  // namespace zamer::gateway
