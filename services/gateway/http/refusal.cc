#include "services/gateway/http/refusal.h"

#include <absl/strings/str_cat.h>

#include "services/common/status/errors.h"
#include "services/gateway/http/error_response.h"

namespace zamer::gateway::http {

Refusal BadRequest(std::string_view sentence) { return {400, InvalidArgument(Reason::kHttpRequestInvalid, sentence)}; }

Refusal HeadTooLarge(std::size_t limit) {
  return {431, InvalidArgument(Reason::kHttpRequestInvalid, "The head of the request is larger than allowed.",
                               {{"limit_bytes", absl::StrCat(limit)}})};
}

Refusal BodyTooLarge(std::size_t limit) {
  return {413, MakeError(Reason::kMessageTooLarge, "The body of the request is larger than allowed.",
                         {{"limit_bytes", absl::StrCat(limit)}})};
}

Refusal UnknownExpectation() {
  return {417, InvalidArgument(Reason::kHttpRequestInvalid, "The only expectation met here is 100-continue.")};
}

Refusal TooSlow() {
  return {408, InvalidArgument(Reason::kHttpRequestInvalid, "The request did not arrive whole in time.")};
}

Refusal TooBusy() {
  return {503, ResourceExhausted(Reason::kOverloaded, "The server has all the requests that it takes on at once.",
                                 absl::Seconds(1))};
}

Response ToResponse(const Refusal& refusal) {
  Response response = ErrorResponse(refusal.error);
  response.status = refusal.status;
  return response;
}

}  // namespace zamer::gateway::http
