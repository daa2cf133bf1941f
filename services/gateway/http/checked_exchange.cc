#include "services/gateway/http/checked_exchange.h"

#include <absl/strings/str_cat.h>

#include <utility>

#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/gateway/http/date.h"
#include "services/gateway/http/error_response.h"
#include "services/gateway/http/field_rules.h"

namespace zamer::gateway::http {
namespace {

bool MayHaveBody(int status) { return status != 204 && status != 304; }

}  // namespace

asio::awaitable<absl::Status> CheckedExchange::Respond(Response response) {
  ZAMER_CO_RETURN_IF_ERROR(CheckHead(response.status, response.headers));
  AnswerHead head = MakeHead(response.status, std::move(response.headers));
  if (MayHaveBody(head.status)) head.headers.Add("content-length", absl::StrCat(response.body.size()));
  if (!head.has_body) response.body.clear();
  stage_ = Stage::kBroken;
  const std::size_t size = response.body.size();
  ZAMER_CO_RETURN_IF_ERROR(co_await SendWhole(std::move(head), std::move(response.body)));
  body_bytes_ = size;
  stage_ = Stage::kComplete;
  co_return absl::OkStatus();
}

asio::awaitable<absl::Status> CheckedExchange::Begin(int status, Headers headers) {
  ZAMER_CO_RETURN_IF_ERROR(CheckHead(status, headers));
  AnswerHead head = MakeHead(status, std::move(headers));
  has_body_ = head.has_body;
  stage_ = Stage::kStreaming;
  co_return co_await SendHead(std::move(head));
}

asio::awaitable<absl::Status> CheckedExchange::Write(std::string bytes) {
  if (stage_ != Stage::kStreaming) co_return Internal("A piece of an answer is outside of its body.");
  if (gone()) co_return Gone();
  if (!has_body_ || bytes.empty()) co_return absl::OkStatus();
  const std::size_t size = bytes.size();
  ZAMER_CO_RETURN_IF_ERROR(co_await SendPiece(std::move(bytes)));
  body_bytes_ += size;
  co_return absl::OkStatus();
}

asio::awaitable<absl::Status> CheckedExchange::End() {
  if (stage_ != Stage::kStreaming) co_return Internal("The end of an answer that is not under way.");
  if (gone()) co_return Gone();
  stage_ = Stage::kBroken;
  ZAMER_CO_RETURN_IF_ERROR(co_await SendEnd());
  stage_ = Stage::kComplete;
  co_return absl::OkStatus();
}

asio::awaitable<void> CheckedExchange::Conclude(absl::Status result) {
  if (stage_ == Stage::kComplete) co_return;
  if (stage_ == Stage::kOpen) {
    if (gone()) result = Gone();
    if (result.ok()) result = Internal("A handler returned without an answer.");
    Response response = ErrorResponse(result);
    status_ = response.status;
    if (!gone()) (void)co_await Respond(std::move(response));
  }
  if (stage_ != Stage::kComplete) BreakOff();
}

absl::Status CheckedExchange::Gone() {
  return Cancelled(Reason::kCallCancelled, "The other end went away before it had the whole answer.");
}

absl::Status CheckedExchange::CheckHead(int status, const Headers& headers) const {
  if (stage_ != Stage::kOpen) return Internal("A request is answered once.");
  if (gone()) return Gone();
  if (status < 200 || status > 599) return Internal("An answer's status is between 200 and 599.");
  for (const auto& [name, value] : headers) {
    if (!IsFieldName(name)) return Internal("The name of a header is not a token in lower case.");
    if (!IsFieldValue(value)) return Internal("A header holds control characters.", {{"header", name}});
    if (IsFramingField(name)) return Internal("A header of an answer is the server's business.", {{"header", name}});
  }
  return absl::OkStatus();
}

AnswerHead CheckedExchange::MakeHead(int status, Headers headers) {
  status_ = status;
  if (!headers.Has("date")) headers.Add("date", DateOfNow());
  if (!headers.Has("x-content-type-options")) headers.Add("x-content-type-options", "nosniff");
  if (request().secure && !headers.Has("strict-transport-security")) {
    headers.Add("strict-transport-security", "max-age=31536000");
  }
  return {status, std::move(headers), request().method != "HEAD" && MayHaveBody(status)};
}

}  // namespace zamer::gateway::http
