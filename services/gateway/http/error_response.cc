#include "services/gateway/http/error_response.h"

#include <absl/strings/str_cat.h>
#include <google/protobuf/util/json_util.h>

#include <algorithm>
#include <optional>
#include <string>

#include "google/rpc/error_details.pb.h"
#include "services/common/status/errors.h"
#include "services/common/status/rpc_status.h"

namespace zamer::gateway::http {
namespace {

std::string JsonOf(const absl::Status& error) {
  const google::rpc::Status message = ToRpcStatus(error);
  std::string json;
  if (google::protobuf::util::MessageToJsonString(message, &json).ok()) return json;
  // A detail of a type that this build does not know: code and sentence are what counts.
  google::rpc::Status bare;
  bare.set_code(message.code());
  bare.set_message(message.message());
  json.clear();
  (void)google::protobuf::util::MessageToJsonString(bare, &json);
  return json;
}

}  // namespace

int HttpStatusOf(absl::StatusCode code) {
  switch (code) {
    case absl::StatusCode::kOk:
      return 200;
    case absl::StatusCode::kInvalidArgument:
    case absl::StatusCode::kFailedPrecondition:
    case absl::StatusCode::kOutOfRange:
      return 400;
    case absl::StatusCode::kUnauthenticated:
      return 401;
    case absl::StatusCode::kPermissionDenied:
      return 403;
    case absl::StatusCode::kNotFound:
      return 404;
    case absl::StatusCode::kAborted:
    case absl::StatusCode::kAlreadyExists:
      return 409;
    case absl::StatusCode::kResourceExhausted:
      return 429;
    case absl::StatusCode::kCancelled:
      return 499;
    case absl::StatusCode::kUnimplemented:
      return 501;
    case absl::StatusCode::kUnavailable:
      return 503;
    case absl::StatusCode::kDeadlineExceeded:
      return 504;
    case absl::StatusCode::kUnknown:
    case absl::StatusCode::kInternal:
    case absl::StatusCode::kDataLoss:
    case absl::StatusCode::kDoNotUseReservedForFutureExpansionUseDefaultInSwitchInstead_:
      return 500;
  }
  return 500;
}

Response ErrorResponse(const absl::Status& error) {
  Response response{HttpStatusOf(error.code()), {{"content-type", "application/json"}}, JsonOf(error)};
  if (const std::optional<absl::Duration> wait = RetryAfterOf(error); wait.has_value()) {
    const int64_t seconds = std::max<int64_t>(1, absl::ToInt64Seconds(absl::Ceil(*wait, absl::Seconds(1))));
    response.headers.Add("retry-after", absl::StrCat(seconds));
  }
  return response;
}

}  // namespace zamer::gateway::http
