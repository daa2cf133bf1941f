#pragma once

#include <absl/status/status.h>

#include <atomic>
#include <cstdint>

namespace zamer::rpc {

// Bounds the calls under way and refuses new ones once the process drains. Thread-safe, lock-free.
class Admission {
 public:
  enum class Kind { kCall, kStream };

  Admission(int calls, int streams) : limit_{calls, streams} {}

  // Takes a place. OK: Leave must follow. RESOURCE_EXHAUSTED when full, UNAVAILABLE when draining, both with RetryInfo.
  absl::Status Enter(Kind kind);
  void Leave(Kind kind) { under_way_[Index(kind)].fetch_sub(1, std::memory_order_relaxed); }

  // From now on every Enter is refused.
  void Drain() { draining_.store(true, std::memory_order_relaxed); }
  bool draining() const { return draining_.load(std::memory_order_relaxed); }
  int under_way(Kind kind) const { return under_way_[Index(kind)].load(std::memory_order_relaxed); }

 private:
  static int Index(Kind kind) { return kind == Kind::kStream ? 1 : 0; }

  const int limit_[2];
  std::atomic<int> under_way_[2] = {0, 0};
  std::atomic<bool> draining_{false};
};

}  // namespace zamer::rpc
