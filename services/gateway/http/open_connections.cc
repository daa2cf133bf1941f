#include "services/gateway/http/open_connections.h"

#include <asio/co_spawn.hpp>
#include <asio/redirect_error.hpp>
#include <asio/use_awaitable.hpp>
#include <exception>
#include <utility>

#include "services/gateway/http/deadline.h"
#include "services/gateway/http/http1_connection.h"
#include "services/gateway/http/http2_connection.h"

namespace zamer::gateway::http {

bool OpenConnections::HasRoomFor(const std::string& peer) const {
  const int most = core_->limits().connections_per_peer;
  if (most == 0) return true;
  const auto found = by_peer_.find(peer);
  return found == by_peer_.end() || found->second < most;
}

void OpenConnections::Add(std::shared_ptr<Socket> socket, std::string peer) {
  ++by_peer_[peer];
  const auto open = open_.insert(open_.end(), Open{std::move(peer), std::move(socket), nullptr});
  const auto serve = [self = shared_from_this(), open]() -> asio::awaitable<void> { co_await self->Serve(*open); };
  asio::co_spawn(core_->loop(), serve,
                 [self = shared_from_this(), open](const std::exception_ptr&) { self->Remove(open); });
}

asio::awaitable<void> OpenConnections::Serve(Open& open) {
  Deadline handshake(core_->loop(), [socket = open.socket] { socket->Close(); });
  handshake.Set(core_->limits().head_time);
  if (!co_await open.socket->Open()) co_return;
  handshake.Clear();
  if (open.socket->protocol() == "h2") {
    open.connection = std::make_shared<Http2Connection>(core_, open.socket, open.peer);
  } else {
    open.connection = std::make_shared<Http1Connection>(core_, open.socket, open.peer);
  }
  co_await open.connection->Serve();
}

void OpenConnections::Remove(std::list<Open>::iterator open) {
  open->socket->Close();
  const auto peer = by_peer_.find(open->peer);
  if (--peer->second == 0) by_peer_.erase(peer);
  open_.erase(open);
  if (open_.empty()) changed_.cancel();
  if (on_room_) on_room_();
}

void OpenConnections::Drain() {
  for (const Open& open : Copy()) {
    if (open.connection != nullptr) {
      open.connection->Drain();
    } else {
      open.socket->Close();
    }
  }
}

void OpenConnections::Abort() {
  for (const Open& open : Copy()) {
    if (open.connection != nullptr) open.connection->Abort();
    open.socket->Close();
  }
}

asio::awaitable<void> OpenConnections::Empty(absl::Duration longest) {
  if (open_.empty()) co_return;
  asio::error_code ignored;
  changed_.expires_after(absl::ToChronoNanoseconds(longest));
  co_await changed_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
}

}  // namespace zamer::gateway::http
