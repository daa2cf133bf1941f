#include "services/gateway/upstream/replica.h"

#include <algorithm>
#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/redirect_error.hpp>
#include <asio/use_awaitable.hpp>
#include <chrono>
#include <utility>

#include "services/gateway/http/deadline.h"

namespace zamer::gateway {
namespace {

using std::chrono::milliseconds;

// A service that comes back is to be found again within seconds.
constexpr milliseconds kFirstPause(100);
constexpr milliseconds kLongestPause(2'000);
// For the connection, the handshake and the first word of the other end.
constexpr absl::Duration kConnectTime = absl::Seconds(2);

constexpr std::chrono::hours kForLong(24);

}  // namespace

Replica::Replica(asio::io_context& loop, Peer peer, asio::ip::tcp::endpoint address, std::function<void()> on_change)
    : loop_(loop),
      peer_(std::move(peer)),
      address_(std::move(address)),
      on_change_(std::move(on_change)),
      changed_(loop) {}

void Replica::Start() {
  const auto keep = [self = shared_from_this()]() -> asio::awaitable<void> { co_await self->Keep(); };
  asio::co_spawn(loop_, keep, asio::detached);
}

void Replica::Retire() {
  retired_ = true;
  if (connection_ != nullptr) connection_->Leave();
  changed_.cancel();
}

void Replica::Close() {
  Retire();
  GiveUp();
}

std::shared_ptr<Connection> Replica::connection() const {
  return !retired_ && connection_ != nullptr && connection_->takes_calls() ? connection_ : nullptr;
}

asio::awaitable<void> Replica::Keep() {
  milliseconds pause = kFirstPause;
  while (!retired_) {
    const auto begun = std::chrono::steady_clock::now();
    failing_ = !co_await Connect();
    on_change_();
    while (connection() != nullptr) co_await Wait(kForLong);
    if (!failing_) on_change_();
    if (std::chrono::steady_clock::now() - begun > kLongestPause) {
      pause = kFirstPause;
    } else {
      co_await Wait(pause);
      pause = std::min(2 * pause, kLongestPause);
    }
  }
  if (connection_ != nullptr) connection_->Leave();
}

asio::awaitable<bool> Replica::Connect() {
  http::Deadline due(loop_, [this] { GiveUp(); });
  due.Set(kConnectTime);
  connection_.reset();
  if (!co_await OpenSocket()) co_return false;
  connection_ = std::make_shared<Connection>(loop_, std::exchange(socket_, nullptr), [self = weak_from_this()] {
    if (const std::shared_ptr<Replica> replica = self.lock()) replica->changed_.cancel();
  });
  connection_->Start();
  while (!connection_->takes_calls() && !connection_->gone()) co_await Wait(kForLong);
  co_return connection_->takes_calls();
}

asio::awaitable<bool> Replica::OpenSocket() {
  asio::error_code error;
  asio::ip::tcp::socket& dialing = dialing_.emplace(loop_);
  co_await dialing.async_connect(address_, asio::redirect_error(asio::use_awaitable, error));
  if (error || retired_) co_return false;
  auto around = peer_.Around(*std::exchange(dialing_, std::nullopt));
  if (!around.ok()) co_return false;
  socket_ = *std::move(around);
  co_return co_await socket_->Open();
}

asio::awaitable<void> Replica::Wait(asio::steady_timer::duration longest) {
  asio::error_code ignored;
  changed_.expires_after(longest);
  co_await changed_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
}

void Replica::GiveUp() {
  asio::error_code ignored;
  if (dialing_.has_value()) dialing_->close(ignored);
  if (socket_ != nullptr) socket_->Close();
  if (connection_ != nullptr) connection_->Close();
}

}  // namespace zamer::gateway
