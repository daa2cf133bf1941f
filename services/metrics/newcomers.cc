#include "services/metrics/newcomers.h"

#include <utility>

namespace zamer::metrics {

bool Newcomers::WaitFor(std::string_view department) {
  std::string name(department);
  if (since_.size() >= kMost && !since_.contains(name)) since_.clear();
  const auto since = since_.try_emplace(std::move(name), clock_.Now()).first;
  return clock_.Now() - since->second < kPatience;
}

}  // namespace zamer::metrics
