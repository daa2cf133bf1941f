#include "services/gateway/upstream/replicas.h"

#include <algorithm>
#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/redirect_error.hpp>
#include <asio/use_awaitable.hpp>
#include <chrono>
#include <utility>

#include "services/gateway/upstream/call_status.h"

namespace zamer::gateway {
namespace {

using asio::ip::tcp;

// While a replica cannot be reached, addresses are looked up so often; else only when one is lost.
constexpr std::chrono::seconds kResolvePause(2);
constexpr std::chrono::hours kForLong(24);

}  // namespace

Replicas::Replicas(asio::io_context& loop, Resolve resolve, Peer peer, std::string authority,
                   std::size_t most_message_bytes)
    : loop_(loop),
      resolve_(std::move(resolve)),
      peer_(std::move(peer)),
      authority_(std::move(authority)),
      most_message_bytes_(most_message_bytes),
      pause_(loop),
      changed_(loop) {}

void Replicas::Start() {
  const auto keep = [self = shared_from_this()]() -> asio::awaitable<void> { co_await self->KeepResolved(); };
  asio::co_spawn(loop_, keep, asio::detached);
}

void Replicas::Close() {
  closed_ = true;
  pause_.cancel();
  for (const auto& replica : replicas_) replica->Close();
  OnChange();
}

absl::StatusOr<std::shared_ptr<Connection>> Replicas::Pick() {
  for (std::size_t i = 0; i < replicas_.size(); ++i) {
    const std::shared_ptr<Replica>& replica = replicas_[next_++ % replicas_.size()];
    if (std::shared_ptr<Connection> connection = replica->connection()) return connection;
  }
  if (closed_ || failing()) return NobodyThere();
  return nullptr;
}

asio::awaitable<void> Replicas::KeepResolved() {
  while (!closed_) {
    Take(co_await resolve_());
    co_await Wait(pause_, kResolvePause);
    while (!closed_ && AllReached()) co_await Wait(changed_, kForLong);
  }
}

asio::awaitable<void> Replicas::Wait(asio::steady_timer& timer, asio::steady_timer::duration longest) {
  asio::error_code ignored;
  timer.expires_after(longest);
  co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
}

// Where nothing was found, those that there were may still be right.
void Replicas::Take(const std::vector<tcp::endpoint>& addresses) {
  resolved_ = true;
  if (addresses.empty() || closed_) return OnChange();
  std::vector<std::shared_ptr<Replica>> kept;
  kept.reserve(addresses.size());
  for (const tcp::endpoint& address : addresses) kept.push_back(ReplicaAt(address));
  for (const auto& replica : replicas_) {
    if (std::ranges::find(kept, replica) == kept.end()) replica->Retire();
  }
  replicas_ = std::move(kept);
  OnChange();
}

std::shared_ptr<Replica> Replicas::ReplicaAt(const tcp::endpoint& address) {
  const auto known = std::ranges::find(replicas_, address, [](const auto& replica) { return replica->address(); });
  if (known != replicas_.end()) return *known;
  auto replica = std::make_shared<Replica>(loop_, peer_, address, [self = weak_from_this()] {
    if (const std::shared_ptr<Replicas> replicas = self.lock()) replicas->OnChange();
  });
  replica->Start();
  return replica;
}

bool Replicas::AllReached() const {
  return !replicas_.empty() &&
         std::ranges::all_of(replicas_, [](const auto& replica) { return replica->connection() != nullptr; });
}

bool Replicas::failing() const {
  return resolved_ && std::ranges::all_of(replicas_, [](const auto& replica) { return replica->failing(); });
}

void Replicas::OnChange() {
  changed_.cancel();
  for (const auto& on_change : std::exchange(waiting_, {})) on_change();
}

}  // namespace zamer::gateway
