#include "services/gateway/http/http2_exchange.h"

#include "services/common/status/macros.h"
#include "services/gateway/http/http2_connection.h"

namespace zamer::gateway::http {
namespace {

constexpr std::size_t kPartBytes = std::size_t{64} << 10;

}  // namespace

Http2Exchange::Http2Exchange(Http2Connection& connection, Http2Session::StreamId stream, Request request)
    : CheckedExchange(std::move(request)),
      connection_(connection),
      stream_(stream),
      taken_due_(connection.core().loop(), [this] { BreakOff(); }) {}

void Http2Exchange::Taken() {
  if (taken_.awaited()) taken_.Give(true);
}

void Http2Exchange::Closed() {
  closed_ = true;
  if (taken_.awaited()) taken_.Give(false);
}

asio::awaitable<absl::Status> Http2Exchange::SendWhole(AnswerHead head, std::string body) {
  connection_.session().GiveHead(stream_, head, !body.empty());
  if (body.empty()) co_return co_await UntilTaken();
  co_return co_await SendBody(std::move(body), true);
}

asio::awaitable<absl::Status> Http2Exchange::SendHead(AnswerHead head) {
  only_head_ = !head.has_body;
  connection_.session().GiveHead(stream_, head, head.has_body);
  if (only_head_) co_return co_await UntilTaken();
  connection_.Wake();
  co_return absl::OkStatus();
}

asio::awaitable<absl::Status> Http2Exchange::SendPiece(std::string bytes) { return SendBody(std::move(bytes), false); }

asio::awaitable<absl::Status> Http2Exchange::SendEnd() {
  if (only_head_) co_return absl::OkStatus();
  connection_.session().Give(stream_, {}, true);
  co_return co_await UntilTaken();
}

// In parts, so that a slow reader is told from one that takes nothing.
asio::awaitable<absl::Status> Http2Exchange::SendBody(std::string bytes, bool last) {
  std::size_t sent = 0;
  for (; bytes.size() - sent > kPartBytes; sent += kPartBytes) {
    connection_.session().Give(stream_, bytes.substr(sent, kPartBytes), false);
    ZAMER_CO_RETURN_IF_ERROR(co_await UntilTaken());
  }
  connection_.session().Give(stream_, sent == 0 ? std::move(bytes) : bytes.substr(sent), last);
  co_return co_await UntilTaken();
}

void Http2Exchange::BreakOff() {
  connection_.session().Break(stream_);
  connection_.Wake();
}

asio::awaitable<absl::Status> Http2Exchange::UntilTaken() {
  if (closed_) co_return Gone();
  connection_.Wake();
  taken_due_.Set(connection_.core().limits().write_time);
  const bool taken = co_await taken_.Take();
  taken_due_.Clear();
  if (taken) co_return absl::OkStatus();
  co_return Gone();
}

}  // namespace zamer::gateway::http
