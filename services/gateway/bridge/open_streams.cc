#include "services/gateway/bridge/open_streams.h"

#include <utility>

#include "services/common/status/errors.h"

namespace zamer::gateway {
namespace {

constexpr absl::Duration kSoon = absl::Seconds(5);

}  // namespace

absl::StatusOr<OpenStreams::Place> OpenStreams::Add(const std::string& caller, std::function<void()> cancel) {
  if (std::cmp_greater_equal(cancels_.size(), in_all_)) {
    return ResourceExhausted(Reason::kOverloaded, "Too many streams are open; wait as RetryInfo says.", kSoon);
  }
  if (const auto found = by_caller_.find(caller); found != by_caller_.end() && found->second >= per_caller_) {
    return ResourceExhausted(Reason::kRateLimited, "Close another stream first, or share one between your tabs.",
                             kSoon);
  }
  ++by_caller_[caller];
  gauge_.Increment();
  const auto place = cancels_.insert(cancels_.end(), std::move(cancel));
  return Place(nullptr, [this, caller, place](void*) { GiveUp(caller, place); });
}

void OpenStreams::CancelAll() const {
  for (const auto& cancel : cancels_) cancel();
}

void OpenStreams::GiveUp(const std::string& caller, Cancels::iterator cancel) {
  cancels_.erase(cancel);
  gauge_.Decrement();
  const auto found = by_caller_.find(caller);
  if (--found->second == 0) by_caller_.erase(found);
}

}  // namespace zamer::gateway
