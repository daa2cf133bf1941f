#include "services/gateway/http/listener.h"

#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/redirect_error.hpp>
#include <asio/use_awaitable.hpp>
#include <chrono>
#include <utility>

namespace zamer::gateway::http {
namespace {

// Without descriptors or memory for one more: long enough not to spin, short enough not to be noticed afterwards.
constexpr std::chrono::milliseconds kShortOfDescriptors(100);
// LookAgain ends this wait.
constexpr std::chrono::minutes kFull(1);

}  // namespace

Listener::Listener(asio::io_context& loop, asio::ip::tcp::acceptor acceptor, Callbacks callbacks)
    : loop_(loop),
      acceptor_(std::move(acceptor)),
      pause_(loop),
      callbacks_(std::move(callbacks)),
      port_(acceptor_.local_endpoint().port()) {}

void Listener::Start() {
  const auto accept = [self = shared_from_this()]() -> asio::awaitable<void> { co_await self->AcceptAll(); };
  asio::co_spawn(loop_, accept, asio::detached);
}

void Listener::Stop() {
  asio::error_code ignored;
  acceptor_.close(ignored);
  pause_.cancel();
}

asio::awaitable<void> Listener::AcceptAll() {
  while (acceptor_.is_open()) {
    if (!callbacks_.has_room()) {
      co_await Pause(kFull);
      continue;
    }
    asio::error_code error;
    asio::ip::tcp::socket socket = co_await acceptor_.async_accept(asio::redirect_error(asio::use_awaitable, error));
    if (!acceptor_.is_open()) break;
    if (!error) {
      callbacks_.accepted(std::move(socket));
    } else if (error != asio::error::connection_aborted) {
      co_await Pause(kShortOfDescriptors);
    }
  }
}

asio::awaitable<void> Listener::Pause(asio::steady_timer::duration longest) {
  asio::error_code ignored;
  pause_.expires_after(longest);
  co_await pause_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
}

}  // namespace zamer::gateway::http
