#include "services/common/rpc/underway.h"

#include <utility>

namespace zamer::rpc {

void Underway::Add(const void* call, std::function<void()> cancel) {
  std::lock_guard lock(mutex_);
  calls_.emplace(call, std::move(cancel));
}

void Underway::Remove(const void* call) {
  std::lock_guard lock(mutex_);
  calls_.erase(call);
  changed_.notify_all();
}

void Underway::CancelAll() {
  std::unique_lock lock(mutex_);
  const auto calls = calls_;
  lock.unlock();
  for (const auto& [call, cancel] : calls) cancel();
  lock.lock();
  changed_.wait(lock, [this] { return calls_.empty(); });
}

}  // namespace zamer::rpc
