#include "services/gateway/http/http1_exchange.h"

#include <absl/strings/str_cat.h>
#include <absl/strings/str_format.h>

#include "services/common/status/macros.h"
#include "services/gateway/http/http1_connection.h"

namespace zamer::gateway::http {
namespace {

// Up to this size a body is copied behind its head, so that both leave in one write.
constexpr std::size_t kCopiedBytes = std::size_t{16} << 10;

}  // namespace

bool Http1Exchange::gone() const { return connection_.gone(); }

asio::awaitable<absl::Status> Http1Exchange::SendWhole(AnswerHead head, std::string body) {
  std::string bytes = Encode(head);
  if (body.size() <= kCopiedBytes) co_return co_await Send(bytes.append(body));
  ZAMER_CO_RETURN_IF_ERROR(co_await Send(bytes));
  co_return co_await Send(body);
}

asio::awaitable<absl::Status> Http1Exchange::SendHead(AnswerHead head) {
  chunked_ = head.has_body && framing_.chunks;
  if (chunked_) head.headers.Add("transfer-encoding", "chunked");
  if (head.has_body && !chunked_) framing_.keep_alive = false;
  const std::string bytes = Encode(head);
  co_return co_await Send(bytes);
}

asio::awaitable<absl::Status> Http1Exchange::SendPiece(std::string bytes) {
  if (!chunked_) co_return co_await Send(bytes);
  const std::string chunk = absl::StrCat(absl::Hex(bytes.size()), "\r\n", bytes, "\r\n");
  co_return co_await Send(chunk);
}

asio::awaitable<absl::Status> Http1Exchange::SendEnd() {
  if (!chunked_) co_return absl::OkStatus();
  co_return co_await Send("0\r\n\r\n");
}

void Http1Exchange::BreakOff() { connection_.Abort(); }

asio::awaitable<absl::Status> Http1Exchange::Send(std::string_view bytes) {
  if (co_await connection_.Send(bytes)) co_return absl::OkStatus();
  co_return Gone();
}

std::string Http1Exchange::Encode(const AnswerHead& head) {
  framing_.keep_alive = framing_.keep_alive && !connection_.draining();
  // Nobody reads reason phrases; the space before them has to be there.
  std::string bytes = absl::StrCat("HTTP/1.1 ", head.status, " \r\n");
  for (const auto& [name, value] : head.headers) absl::StrAppend(&bytes, name, ": ", value, "\r\n");
  if (!framing_.keep_alive) {
    bytes += "connection: close\r\n";
  } else if (!framing_.chunks) {
    bytes += "connection: keep-alive\r\n";  // HTTP/1.0 has to be told
  }
  return bytes.append("\r\n");
}

}  // namespace zamer::gateway::http
