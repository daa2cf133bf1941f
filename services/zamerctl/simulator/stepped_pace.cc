#include "services/zamerctl/simulator/stepped_pace.h"

#include <algorithm>
#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/redirect_error.hpp>
#include <asio/use_awaitable.hpp>

namespace zamer::simulator {

asio::awaitable<bool> SteppedPace::Until(absl::Time time) {
  const absl::Time until = std::min(time, end_);
  if (until > clock_.Now()) {
    asio::steady_timer woken(zamer_.loop(), asio::steady_timer::time_point::max());
    waiting_.emplace(until, &woken);
    Leave();
    asio::error_code cancelled;
    co_await woken.async_wait(asio::redirect_error(asio::use_awaitable, cancelled));
  }
  co_return clock_.Now() < end_;
}

void SteppedPace::Leave() {
  --acting_;
  if (acting_ > 0 || stepping_ || waiting_.empty()) return;
  stepping_ = true;
  asio::co_spawn(zamer_.loop(), Step(), asio::detached);
}

asio::awaitable<void> SteppedPace::Step() {
  clock_.Set(waiting_.begin()->first);
  co_await zamer_.Wait(kSettle);
  stepping_ = false;
  while (!waiting_.empty() && waiting_.begin()->first <= clock_.Now()) {
    ++acting_;
    waiting_.begin()->second->cancel();
    waiting_.erase(waiting_.begin());
  }
}

}  // namespace zamer::simulator
