#include <asio/co_spawn.hpp>
#include <asio/signal_set.hpp>
#include <asio/use_awaitable.hpp>
#include <csignal>
#include <exception>

#include "services/common/rpc/server.h"

namespace zamer::rpc {

void RunUntilSignal(Host& host, Server& server, DrainOptions options) {
  asio::signal_set signals(host.loop(), SIGTERM, SIGINT);
  const auto leave = [&]() -> asio::awaitable<void> {
    co_await signals.async_wait(asio::use_awaitable);
    signals.clear();  // back to the default action: the next signal ends the process
    co_await server.Drain(options);
  };
  asio::co_spawn(host.loop(), leave, [&](std::exception_ptr) { host.loop().stop(); });
  host.loop().run();
}

}  // namespace zamer::rpc
