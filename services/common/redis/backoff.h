// How long to wait before the next attempt to connect. Internal to this folder.
#pragma once
#include <absl/random/random.h>
#include <absl/time/time.h>

#include <algorithm>

#include "services/common/redis/options.h"

namespace zamer::redis {

// Random, so that the replicas of a service do not come back all at once.
class Backoff {
 public:
  explicit Backoff(BackoffOptions options) : options_(options), next_(options.initial) {}

  absl::Duration Next() {
    const absl::Duration delay = next_ * absl::Uniform(random_, 0.5, 1.0);
    next_ = std::min(next_ * 2, options_.maximum);
    return delay;
  }
  void Reset() { next_ = options_.initial; }

 private:
  BackoffOptions options_;
  absl::Duration next_;
  absl::BitGen random_;
};

}  // namespace zamer::redis
