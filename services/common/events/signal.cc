#include "services/common/events/signal.h"

#include <absl/time/clock.h>

#include <algorithm>
#include <asio/redirect_error.hpp>
#include <asio/steady_timer.hpp>
#include <asio/this_coro.hpp>
#include <asio/use_awaitable.hpp>
#include <utility>

namespace zamer::events {

struct Signal::Waiter {
  explicit Waiter(const asio::any_io_executor& executor) : timer(executor) {}
  asio::steady_timer timer;
  bool notified = false;
};

void Signal::Notify() {
  for (const std::shared_ptr<Waiter>& waiter : std::exchange(waiters_, {})) {
    waiter->notified = true;
    waiter->timer.cancel();
  }
}

asio::awaitable<bool> Signal::Wait(absl::Time deadline) {
  auto waiter = std::make_shared<Waiter>(co_await asio::this_coro::executor);
  const absl::Duration left = std::clamp(deadline - absl::Now(), absl::ZeroDuration(), absl::Hours(24));
  waiter->timer.expires_after(absl::ToChronoNanoseconds(left));
  waiters_.push_back(waiter);
  asio::error_code ended;
  co_await waiter->timer.async_wait(asio::redirect_error(asio::use_awaitable, ended));
  if (!waiter->notified) waiters_.remove(waiter);
  co_return waiter->notified;
}

}  // namespace zamer::events
