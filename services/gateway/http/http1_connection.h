#pragma once

#include <asio/awaitable.hpp>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "services/common/rpc/baton.h"
#include "services/gateway/http/connection.h"
#include "services/gateway/http/core.h"
#include "services/gateway/http/deadline.h"
#include "services/gateway/http/handler_task.h"
#include "services/gateway/http/http1_parser.h"
#include "services/gateway/http/input.h"
#include "services/gateway/http/refusal.h"
#include "services/gateway/http/socket.h"

namespace zamer::gateway::http {

// HTTP/1 on one connection: one request after the other.
class Http1Connection final : public Connection {
 public:
  Http1Connection(std::shared_ptr<Core> core, std::shared_ptr<Socket> socket, std::string peer);

  asio::awaitable<void> Serve() override;
  void Drain() override;
  void Abort() override;

  // For the answer: sends all of the bytes; false when the other end is gone.
  asio::awaitable<bool> Send(std::string_view bytes);
  bool gone() const { return gone_; }
  bool draining() const { return core_->draining(); }

 private:
  enum class Phase { kIdle, kHead, kBody, kAnswering, kClosing };

  // True when another request may follow.
  asio::awaitable<bool> ServeRequest();
  // The request is in the parser, or is refused; neither when the connection ended before.
  asio::awaitable<std::optional<Refusal>> Receive(Http1Parser& parser, Share& share);
  asio::awaitable<void> RunHandler(std::shared_ptr<CheckedExchange> exchange);
  // Closing while unread bytes arrive would reset the connection, and the last answer with it.
  asio::awaitable<void> Linger();

  void Enter(Phase phase, absl::Duration longest);
  void EnterPhaseOf(const Http1Parser& parser);
  void OnReceiveDue();

  const std::shared_ptr<Core> core_;
  const std::shared_ptr<Socket> socket_;
  const std::shared_ptr<Input> input_;
  const std::string peer_;
  Deadline receive_due_;
  Deadline send_due_;
  Phase phase_ = Phase::kIdle;
  bool late_ = false;
  bool gone_ = false;
  std::shared_ptr<HandlerTask> task_;
  rpc::Baton<std::monostate> answered_;
};

}  // namespace zamer::gateway::http
