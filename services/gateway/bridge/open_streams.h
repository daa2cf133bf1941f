#pragma once

#include <absl/status/statusor.h>
#include <prometheus/gauge.h>

#include <functional>
#include <list>
#include <map>
#include <memory>
#include <string>

namespace zamer::gateway {

// The streams that are open: bounded for each caller and in all, counted, and ended when the edge goes away. One
// thread.
class OpenStreams {
 public:
  OpenStreams(int in_all, int per_caller, prometheus::Gauge& gauge)
      : in_all_(in_all), per_caller_(per_caller), gauge_(gauge) {}

  // Given up when it is destroyed.
  using Place = std::shared_ptr<void>;

  // `cancel` makes the stream end soon. OVERLOADED, RATE_LIMITED.
  absl::StatusOr<Place> Add(const std::string& caller, std::function<void()> cancel);

  void CancelAll() const;

 private:
  using Cancels = std::list<std::function<void()>>;

  void GiveUp(const std::string& caller, Cancels::iterator cancel);

  const int in_all_;
  const int per_caller_;
  prometheus::Gauge& gauge_;
  Cancels cancels_;
  std::map<std::string, int> by_caller_;
};

}  // namespace zamer::gateway
