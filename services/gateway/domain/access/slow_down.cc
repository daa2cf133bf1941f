#include "services/gateway/domain/access/slow_down.h"

#include <algorithm>

namespace zamer::gateway::access {
namespace {

// More doublings than this lead beyond any longest wait.
constexpr int kMostDoublings = 30;
// More failures than this are not told apart.
constexpr int kMostFailures = 1'000'000;

}  // namespace

absl::Duration WaitFor(const SlowDown& rule, const Failures& failures, absl::Time now) {
  if (failures.count <= rule.free || now >= failures.last + rule.memory) return absl::ZeroDuration();
  const int doublings = std::min(failures.count - rule.free - 1, kMostDoublings);
  const absl::Duration wait = std::min(rule.first_wait * (1 << doublings), rule.longest_wait);
  // A clock that was set back must not make the wait longer than it is.
  return std::clamp(failures.last + wait - now, absl::ZeroDuration(), wait);
}

Failures WithFailure(const SlowDown& rule, const Failures& failures, absl::Time now) {
  const bool forgotten = now >= failures.last + rule.memory;
  return {.count = forgotten ? 1 : std::min(failures.count + 1, kMostFailures), .last = now};
}

Failures WithoutFailure(const Failures& failures) {
  return {.count = std::max(failures.count - 1, 0), .last = failures.last};
}

}  // namespace zamer::gateway::access
