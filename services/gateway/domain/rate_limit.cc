#include "services/gateway/domain/rate_limit.h"

#include <algorithm>

#include "services/common/status/errors.h"

namespace zamer::gateway {
namespace {

constexpr absl::Duration kLookEvery = absl::Seconds(1);

}  // namespace

absl::Status RateLimit::Admit(std::string_view caller, absl::Time now) {
  ForgetFull(now);
  Bucket& bucket = buckets_.try_emplace(std::string(caller), Bucket{rate_.burst, now}).first->second;
  bucket = {FilledAt(bucket, now), now};
  if (bucket.tokens >= 1) {
    bucket.tokens -= 1;
    return absl::OkStatus();
  }
  return ResourceExhausted(Reason::kRateLimited, "Send less, and wait as RetryInfo says before the next request.",
                           absl::Seconds((1 - bucket.tokens) / rate_.per_second));
}

// A clock that jumped back fills nothing and takes nothing.
double RateLimit::FilledAt(const Bucket& bucket, absl::Time now) const {
  const double seconds = std::max(0.0, absl::ToDoubleSeconds(now - bucket.filled_at));
  return std::min(rate_.burst, bucket.tokens + seconds * rate_.per_second);
}

void RateLimit::ForgetFull(absl::Time now) {
  if (now >= looked_at_ && now - looked_at_ < kLookEvery) return;
  looked_at_ = now;
  absl::erase_if(buckets_, [&](const auto& entry) { return FilledAt(entry.second, now) >= rate_.burst; });
}

}  // namespace zamer::gateway
