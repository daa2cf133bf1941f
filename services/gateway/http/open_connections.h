#pragma once

#include <absl/container/flat_hash_map.h>
#include <absl/time/time.h>

#include <asio/awaitable.hpp>
#include <asio/steady_timer.hpp>
#include <cstddef>
#include <functional>
#include <list>
#include <memory>
#include <string>

#include "services/gateway/http/connection.h"
#include "services/gateway/http/core.h"
#include "services/gateway/http/socket.h"

namespace zamer::gateway::http {

// The open connections of a server, from their first byte to the end of their last handler. Loop thread only.
class OpenConnections : public std::enable_shared_from_this<OpenConnections> {
 public:
  OpenConnections(std::shared_ptr<Core> core, std::function<void()> on_room)
      : core_(std::move(core)), on_room_(std::move(on_room)), changed_(core_->loop()) {}

  bool HasRoom() const { return open_.size() < static_cast<std::size_t>(core_->limits().connections); }
  bool HasRoomFor(const std::string& peer) const;
  // Serves this connection until it ends.
  void Add(std::shared_ptr<Socket> socket, std::string peer);

  void Drain();
  void Abort();
  // Nobody is told of room any more.
  void Forget() { on_room_ = nullptr; }
  // Waits until there is none, at most this long.
  asio::awaitable<void> Empty(absl::Duration longest);

 private:
  struct Open {
    std::string peer;
    std::shared_ptr<Socket> socket;
    // Nothing while hands are being shaken.
    std::shared_ptr<Connection> connection;
  };

  asio::awaitable<void> Serve(Open& open);
  void Remove(std::list<Open>::iterator open);
  // What ends while all are being told leaves the list.
  std::list<Open> Copy() const { return open_; }

  const std::shared_ptr<Core> core_;
  std::function<void()> on_room_;
  std::list<Open> open_;
  absl::flat_hash_map<std::string, int> by_peer_;
  asio::steady_timer changed_;
};

}  // namespace zamer::gateway::http
