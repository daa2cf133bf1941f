// The other end of HTTP/2 that begins nothing it is asked for.
#pragma once

#include <asio/awaitable.hpp>
#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <cstdint>
#include <string>

namespace zamer::gateway {

// On the test's own loop, which must outlive it.
class DecliningPeer {
 public:
  // How it says so.
  enum class Way {
    kResets,  // each stream with REFUSED_STREAM
    kLeaves,  // by GOAWAY: the last stream it looked at was before the first
  };

  DecliningPeer(asio::io_context& loop, Way way);

  asio::ip::tcp::endpoint endpoint() const { return acceptor_.local_endpoint(); }
  // Requests so far.
  int asked() const { return asked_; }

 private:
  asio::awaitable<void> AcceptAll();
  asio::awaitable<void> Decline(asio::ip::tcp::socket socket);

  asio::io_context& loop_;
  asio::ip::tcp::acceptor acceptor_;
  const Way way_;
  int asked_ = 0;
};

}  // namespace zamer::gateway
