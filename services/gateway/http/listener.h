#pragma once

#include <asio/awaitable.hpp>
#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/steady_timer.hpp>
#include <functional>
#include <memory>

namespace zamer::gateway::http {

// Accepts connections as long as there is room for them; the others wait in the kernel's backlog. Running out of
// descriptors makes it pause, not stop. Loop thread only.
class Listener : public std::enable_shared_from_this<Listener> {
 public:
  struct Callbacks {
    std::function<bool()> has_room;
    std::function<void(asio::ip::tcp::socket)> accepted;
  };

  Listener(asio::io_context& loop, asio::ip::tcp::acceptor acceptor, Callbacks callbacks);

  int port() const { return port_; }
  void Start();
  // There may be room again.
  void LookAgain() { pause_.cancel(); }
  // Closes the listening socket; nothing is called back any more.
  void Stop();

 private:
  asio::awaitable<void> AcceptAll();
  asio::awaitable<void> Pause(asio::steady_timer::duration longest);

  asio::io_context& loop_;
  asio::ip::tcp::acceptor acceptor_;
  asio::steady_timer pause_;
  Callbacks callbacks_;
  int port_;
};

}  // namespace zamer::gateway::http
