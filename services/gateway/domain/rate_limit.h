#pragma once

#include <absl/container/flat_hash_map.h>
#include <absl/status/status.h>
#include <absl/time/time.h>

#include <cstddef>
#include <string>
#include <string_view>

namespace zamer::gateway {

// A caller may send so many requests in a burst, and so many a second in the long run.
struct Rate {
  double per_second = 50;
  double burst = 200;
};

// A token bucket for each caller. Callers that were quiet long enough to have a full bucket are forgotten, so what it
// remembers is bounded by the requests of the last seconds. One thread.
class RateLimit {
 public:
  explicit RateLimit(Rate rate) : rate_(rate) {}

  // RATE_LIMITED, with how long to wait, when the caller's share is used up.
  absl::Status Admit(std::string_view caller, absl::Time now);

  std::size_t remembered() const { return buckets_.size(); }

 private:
  struct Bucket {
    double tokens;
    absl::Time filled_at;
  };

  double FilledAt(const Bucket& bucket, absl::Time now) const;
  void ForgetFull(absl::Time now);

  const Rate rate_;
  absl::flat_hash_map<std::string, Bucket> buckets_;
  absl::Time looked_at_ = absl::InfinitePast();
};

}  // namespace zamer::gateway
