#include "services/gateway/http/http1_connection.h"

#include <absl/time/clock.h>

#include <utility>

#include "services/gateway/http/http1_exchange.h"

namespace zamer::gateway::http {
namespace {

constexpr absl::Duration kLingerTime = absl::Seconds(1);
constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

}  // namespace

Http1Connection::Http1Connection(std::shared_ptr<Core> core, std::shared_ptr<Socket> socket, std::string peer)
    : core_(std::move(core)),
      socket_(std::move(socket)),
      input_(std::make_shared<Input>(socket_, core_->limits().header_bytes)),
      peer_(std::move(peer)),
      receive_due_(core_->loop(), [this] { OnReceiveDue(); }),
      send_due_(core_->loop(), [this] { Abort(); }) {}

asio::awaitable<void> Http1Connection::Serve() {
  const std::shared_ptr<Connection> self = shared_from_this();
  while (co_await ServeRequest()) {
  }
  co_await Linger();
  Abort();
}

void Http1Connection::Drain() {
  if (phase_ == Phase::kIdle) input_->Interrupt();
}

void Http1Connection::Abort() {
  const std::shared_ptr<Connection> self = shared_from_this();
  if (std::exchange(gone_, true)) return;
  receive_due_.Clear();
  send_due_.Clear();
  socket_->Close();
  input_->Interrupt();
  if (task_ != nullptr) task_->Cancel();
}

asio::awaitable<bool> Http1Connection::Send(std::string_view bytes) {
  while (!bytes.empty() && !gone_) {
    send_due_.Set(core_->limits().write_time);
    const std::size_t size = co_await socket_->WriteSome(bytes);
    if (size == 0) Abort();
    bytes.remove_prefix(size);
  }
  send_due_.Clear();
  co_return !gone_;
}

asio::awaitable<bool> Http1Connection::ServeRequest() {
  Http1Parser parser(core_->limits().header_bytes, core_->limits().body_bytes);
  Share share(core_);
  Enter(Phase::kIdle, core_->limits().idle_time);
  if (core_->draining()) co_return false;
  std::optional<Refusal> refusal = co_await Receive(parser, share);
  if (gone_ || (!parser.done() && !refusal)) co_return false;
  Enter(Phase::kAnswering, absl::InfiniteDuration());
  if (!refusal && !share.Begin()) refusal = TooBusy();

  const absl::Time started = absl::Now();
  const Http1Exchange::Framing framing{.keep_alive = parser.done() && parser.keep_alive(),
                                       .chunks = parser.head_done() && parser.understands_chunks()};
  Request request = std::move(parser.request());
  request.peer = core_->proxies().Origin(peer_, request.headers);
  request.secure = socket_->secure();
  const auto exchange = std::make_shared<Http1Exchange>(*this, std::move(request), framing);
  if (refusal) {
    (void)co_await exchange->Respond(ToResponse(*refusal));
  } else {
    co_await RunHandler(exchange);
  }
  core_->Tell({.request = exchange->request(),
               .status = exchange->status(),
               .body_bytes = exchange->body_bytes(),
               .took = absl::Now() - started,
               .broken_off = !exchange->complete()});
  co_return exchange->keeps_alive() && !gone_;
}

asio::awaitable<std::optional<Refusal>> Http1Connection::Receive(Http1Parser& parser, Share& share) {
  bool asked_for_body = false;
  do {
    input_->Consume(parser.Feed(input_->bytes()));
    if (parser.refusal()) co_return parser.refusal();
    if (!share.HoldBody(parser.request().body.size())) co_return TooBusy();
    if (parser.done()) co_return std::nullopt;
    EnterPhaseOf(parser);
    if (parser.waits_for_continue() && !std::exchange(asked_for_body, true)) (void)co_await Send(kContinue);
  } while (co_await input_->More());
  if (late_) co_return TooSlow();
  co_return std::nullopt;
}

asio::awaitable<void> Http1Connection::RunHandler(std::shared_ptr<CheckedExchange> exchange) {
  task_ = std::make_shared<HandlerTask>(core_->loop(), core_->handler(), std::move(exchange));
  input_->Watch([this] { Abort(); });
  task_->Start([this] { answered_.Give({}); });
  co_await answered_.Take();
  input_->Unwatch();
  task_.reset();
}

asio::awaitable<void> Http1Connection::Linger() {
  if (gone_ || input_->ended()) co_return;
  socket_->EndWriting();
  Enter(Phase::kClosing, kLingerTime);
  do {
    input_->Consume(input_->bytes().size());
  } while (co_await input_->More());
}

void Http1Connection::Enter(Phase phase, absl::Duration longest) {
  phase_ = phase;
  receive_due_.Set(longest);
}

void Http1Connection::EnterPhaseOf(const Http1Parser& parser) {
  if (phase_ == Phase::kIdle && !input_->bytes().empty()) Enter(Phase::kHead, core_->limits().head_time);
  if (phase_ != Phase::kBody && parser.head_done()) Enter(Phase::kBody, core_->limits().body_time);
}

void Http1Connection::OnReceiveDue() {
  late_ = phase_ == Phase::kHead || phase_ == Phase::kBody;
  input_->Interrupt();
}

}  // namespace zamer::gateway::http
