#include "services/common/store/gate.h"

#include <absl/time/clock.h>

#include <algorithm>
#include <asio/redirect_error.hpp>
#include <asio/steady_timer.hpp>
#include <asio/this_coro.hpp>
#include <asio/use_awaitable.hpp>
#include <utility>

#include "services/common/status/errors.h"

namespace zamer::store {

struct Gate::Waiter {
  explicit Waiter(const asio::any_io_executor& executor) : timer(executor) {}
  asio::steady_timer timer;
  bool admitted = false;
  bool gone = false;
};

Gate::Pass& Gate::Pass::operator=(Pass&& other) noexcept {
  std::swap(gate_, other.gate_);
  std::swap(names_, other.names_);
  return *this;
}

Gate::Pass::~Pass() {
  if (gate_ != nullptr) gate_->Leave(names_);
}

asio::awaitable<absl::StatusOr<Gate::Pass>> Gate::Enter(std::vector<std::string> names, absl::Time deadline) {
  std::ranges::sort(names);
  names.erase(std::ranges::unique(names).begin(), names.end());
  Pass pass(this, {});
  for (std::string& name : names) {
    const auto [held, free] = held_.try_emplace(name);
    if (!free) {
      auto waiter = std::make_shared<Waiter>(co_await asio::this_coro::executor);
      held->second.push_back(waiter);
      waiter->timer.expires_after(absl::ToChronoNanoseconds(std::max(deadline - absl::Now(), absl::ZeroDuration())));
      asio::error_code ignored;
      co_await waiter->timer.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
      if (!waiter->admitted) {
        waiter->gone = true;
        co_return DeadlineExceeded(Reason::kDeadlineExpired, "Others work on the same record; try again.");
      }
    }
    pass.names_.push_back(std::move(name));
  }
  co_return pass;
}

void Gate::Leave(const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    const auto held = held_.find(name);
    auto& waiters = held->second;
    while (!waiters.empty() && waiters.front()->gone) waiters.pop_front();
    if (waiters.empty()) {
      held_.erase(held);
      continue;
    }
    waiters.front()->admitted = true;
    waiters.front()->timer.cancel();
    waiters.pop_front();
  }
}

}  // namespace zamer::store
