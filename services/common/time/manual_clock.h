// A clock that moves only when told: for simulations, replays and tests.
#pragma once
#include <absl/time/time.h>

#include <atomic>
#include <cstdint>

#include "services/common/time/clock.h"

namespace zamer {

// Holds whole nanoseconds since the epoch (years 1678 to 2262). May be moved and read from any thread.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(absl::Time now) : nanos_(absl::ToUnixNanos(now)) {}
  absl::Time Now() const override { return absl::FromUnixNanos(nanos_.load()); }
  void Set(absl::Time now) { nanos_.store(absl::ToUnixNanos(now)); }
  // Negative to move back.
  void Advance(absl::Duration by) { nanos_.fetch_add(absl::ToInt64Nanoseconds(by)); }

 private:
  std::atomic<std::int64_t> nanos_;
};

}  // namespace zamer
