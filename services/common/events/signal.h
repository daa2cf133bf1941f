// Wakes the coroutines that wait for something to change.
#pragma once
#include <absl/time/time.h>

#include <asio/awaitable.hpp>
#include <list>
#include <memory>

namespace zamer::events {

// Loop thread only. A notification with nobody waiting is not remembered: check the condition, then wait, with no await
// in between.
class Signal {
 public:
  // Wakes all who wait now.
  void Notify();
  // True when notified, false at `deadline`. Cancelling the coroutine ends the wait.
  asio::awaitable<bool> Wait(absl::Time deadline);

 private:
  struct Waiter;
  std::list<std::shared_ptr<Waiter>> waiters_;
};

}  // namespace zamer::events
