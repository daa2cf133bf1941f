#pragma once

#include <asio/awaitable.hpp>
#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/steady_timer.hpp>
#include <functional>
#include <memory>
#include <optional>

#include "services/gateway/http/socket.h"
#include "services/gateway/upstream/connection.h"
#include "services/gateway/upstream/peer.h"

namespace zamer::gateway {

// One address of a service: keeps a connection to it, and makes another when that is lost or takes no more calls. Loop
// thread only.
class Replica : public std::enable_shared_from_this<Replica> {
 public:
  // `on_change`: that it can be called, or cannot.
  Replica(asio::io_context& loop, Peer peer, asio::ip::tcp::endpoint address, std::function<void()> on_change);

  void Start();
  // Makes no more connections. The one that there is ends when what is under way has ended.
  void Retire();
  // The same at once.
  void Close();

  const asio::ip::tcp::endpoint& address() const { return address_; }
  // Takes calls; null while there is none.
  std::shared_ptr<Connection> connection() const;
  // The last that was tried did not succeed.
  bool failing() const { return failing_; }

 private:
  asio::awaitable<void> Keep();
  // False when that fails, or takes too long.
  asio::awaitable<bool> Connect();
  asio::awaitable<bool> OpenSocket();
  // Waits until the connection says something, or so long.
  asio::awaitable<void> Wait(asio::steady_timer::duration longest);
  // Ends what is being made.
  void GiveUp();

  asio::io_context& loop_;
  const Peer peer_;
  const asio::ip::tcp::endpoint address_;
  const std::function<void()> on_change_;
  asio::steady_timer changed_;
  // What is being made, in the order of its making.
  std::optional<asio::ip::tcp::socket> dialing_;
  std::shared_ptr<http::Socket> socket_;
  std::shared_ptr<Connection> connection_;
  bool failing_ = false;
  bool retired_ = false;
};

}  // namespace zamer::gateway
