#pragma once

#include <absl/status/statusor.h>

#include <asio/awaitable.hpp>
#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/steady_timer.hpp>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "services/gateway/upstream/peer.h"
#include "services/gateway/upstream/replica.h"

namespace zamer::gateway {

// The addresses that a service has now; none when they cannot be found out.
using Resolve = std::function<asio::awaitable<std::vector<asio::ip::tcp::endpoint>>()>;

// The replicas of a service, each at an address of its name: calls go to them in turn. When one cannot be reached, it
// is looked up whether there are others by now. Loop thread only.
class Replicas : public std::enable_shared_from_this<Replicas> {
 public:
  // `authority`: as the service is called in requests.
  Replicas(asio::io_context& loop, Resolve resolve, Peer peer, std::string authority, std::size_t most_message_bytes);

  void Start();
  void Close();

  asio::io_context& loop() const { return loop_; }
  bool secure() const { return peer_.secure(); }
  const std::string& authority() const { return authority_; }
  std::size_t most_message_bytes() const { return most_message_bytes_; }

  // The connection for the next call; null while one is being made. UNAVAILABLE/PEER_UNAVAILABLE when that has just
  // failed everywhere.
  absl::StatusOr<std::shared_ptr<Connection>> Pick();
  // `on_change` is called, once, when Pick may have another answer.
  void TellOfChange(std::function<void()> on_change) { waiting_.push_back(std::move(on_change)); }

 private:
  asio::awaitable<void> KeepResolved();
  static asio::awaitable<void> Wait(asio::steady_timer& timer, asio::steady_timer::duration longest);
  // Has these and no others.
  void Take(const std::vector<asio::ip::tcp::endpoint>& addresses);
  std::shared_ptr<Replica> ReplicaAt(const asio::ip::tcp::endpoint& address);
  bool AllReached() const;
  bool failing() const;
  void OnChange();

  asio::io_context& loop_;
  const Resolve resolve_;
  const Peer peer_;
  const std::string authority_;
  const std::size_t most_message_bytes_;
  std::vector<std::shared_ptr<Replica>> replicas_;
  // The one whose turn it is.
  std::size_t next_ = 0;
  // It was looked up where they are.
  bool resolved_ = false;
  bool closed_ = false;
  asio::steady_timer pause_;
  asio::steady_timer changed_;
  std::vector<std::function<void()>> waiting_;
};

}  // namespace zamer::gateway
