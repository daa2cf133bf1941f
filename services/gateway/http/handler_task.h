#pragma once

#include <absl/status/status.h>

#include <asio/cancellation_signal.hpp>
#include <asio/io_context.hpp>
#include <functional>
#include <memory>

#include "services/gateway/http/checked_exchange.h"

namespace zamer::gateway::http {

// A handler at work on one exchange, in a coroutine of its own that can be cancelled. Loop thread only.
class HandlerTask : public std::enable_shared_from_this<HandlerTask> {
 public:
  HandlerTask(asio::io_context& loop, const Handler& handler, std::shared_ptr<CheckedExchange> exchange)
      : loop_(loop), handler_(handler), exchange_(std::move(exchange)) {}

  // Runs the handler, then concludes the exchange, then calls `done`, also after Cancel.
  void Start(std::function<void()> done);
  // The other end has gone. What the handler waits for ends with an error; nothing is thrown into it.
  void Cancel();

 private:
  asio::awaitable<void> Run();
  asio::awaitable<absl::Status> Result();

  asio::io_context& loop_;
  const Handler& handler_;
  const std::shared_ptr<CheckedExchange> exchange_;
  asio::cancellation_signal cancel_;
};

}  // namespace zamer::gateway::http
