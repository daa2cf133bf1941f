#include "services/common/rpc/admission.h"

#include "services/common/status/errors.h"

namespace zamer::rpc {

absl::Status Admission::Enter(Kind kind) {
  if (draining()) {
    return Unavailable(Reason::kDraining, "This replica is shutting down; call again and another one answers.",
                       absl::ZeroDuration());
  }
  std::atomic<int>& count = under_way_[Index(kind)];
  if (count.fetch_add(1, std::memory_order_relaxed) >= limit_[Index(kind)]) {
    count.fetch_sub(1, std::memory_order_relaxed);
    return ResourceExhausted(Reason::kOverloaded,
                             "Too many calls are under way; wait as RetryInfo says, then call again.",
                             absl::Milliseconds(200));
  }
  return absl::OkStatus();
}

}  // namespace zamer::rpc
