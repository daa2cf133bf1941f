// Where the present comes from: whatever a service decides or stores goes by it. Waits and deadlines go by the
// machine's clock (absl::Now), which a simulation does not move.
#pragma once
#include <absl/time/time.h>

namespace zamer {

// Tells the time. Implementations may be read from any thread.
class Clock {
 public:
  virtual ~Clock() = default;
  // The present instant. May jump, also backwards.
  virtual absl::Time Now() const = 0;
};

// The machine's clock.
class SystemClock final : public Clock {
 public:
  absl::Time Now() const override;
};

}  // namespace zamer
