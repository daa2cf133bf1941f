#include "tests/unit/gateway/http/server_fixture.h"

#include <absl/strings/str_cat.h>

#include <asio/redirect_error.hpp>
#include <asio/use_awaitable.hpp>
#include <utility>

#include "services/common/status/errors.h"

namespace zamer::gateway::http {

ServerFixture::~ServerFixture() {
  if (server_ != nullptr) Drain(absl::ZeroDuration());
}

void ServerFixture::Serve(Handler handler, ServerLimits limits) {
  ServerOptions options;
  options.limits = limits;
  ServeWith(std::move(options), std::move(handler));
}

void ServerFixture::ServeWith(ServerOptions options, Handler handler) {
  auto server = Server::Start(loop_, std::move(options), std::move(handler), [this](const Answered& answered) {
    told_.push_back({answered.request.method, answered.request.path, answered.request.peer, answered.status,
                     answered.body_bytes, answered.broken_off});
  });
  ASSERT_TRUE(server.ok()) << server.status();
  server_ = *std::move(server);
}

asio::awaitable<absl::Status> ServerFixture::Echo(Exchange& exchange) {
  const Request& request = exchange.request();
  Response response;
  response.body = absl::StrCat(request.method, " ", request.path, " ", request.query, " ", request.body);
  co_return co_await exchange.Respond(std::move(response));
}

Handler ServerFixture::WaitsForEver() {
  return [this](Exchange& exchange) -> asio::awaitable<absl::Status> {
    asio::steady_timer never(loop_, asio::steady_timer::time_point::max());
    asio::error_code error;
    ++waiting_;
    co_await never.async_wait(asio::redirect_error(asio::use_awaitable, error));
    --waiting_;
    const absl::Status written = co_await exchange.Respond({});
    if (error && ReasonOf(written) == Reason::kCallCancelled) ++cancelled_;
    co_return written;
  };
}

RawAnswer ServerFixture::Ask(std::string_view bytes) {
  RawClient client(loop_, server_->port());
  client.Send(bytes);
  return NextAnswer(client);
}

RawAnswer ServerFixture::NextAnswer(RawClient& client, bool to_head) {
  std::optional<RawAnswer> answer = NextAnswerOrNone(client, to_head);
  EXPECT_TRUE(answer.has_value()) << "no whole answer, only: " << client.received();
  return std::move(answer).value_or(RawAnswer{});
}

std::optional<RawAnswer> ServerFixture::NextAnswerOrNone(RawClient& client, bool to_head) {
  std::optional<RawAnswer> answer;
  RunUntil([&] {
    answer = client.TakeAnswer(to_head);
    return answer.has_value() || client.closed();
  });
  return answer;
}

}  // namespace zamer::gateway::http
