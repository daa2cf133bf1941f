// How long events wait for a department that is not known yet.
#pragma once
#include <absl/container/flat_hash_map.h>
#include <absl/time/time.h>

#include <string>
#include <string_view>

#include "services/common/time/clock.h"

namespace zamer::metrics {

// The feeds are independent, so a lead may be told of before its department, although the department came first. It
// comes soon: its event is in the scheduling feed already. Only if it does not are the events put aside.
//
// Kept in memory: a restart begins the wait again. Loop thread only.
class Newcomers {
 public:
  static constexpr absl::Duration kPatience = absl::Minutes(2);

  explicit Newcomers(const Clock& clock) : clock_(clock) {}

  // An event came for an unknown department: whether to wait on.
  bool WaitFor(std::string_view department);
  // The department is known.
  void Arrived(std::string_view department) { since_.erase(std::string(department)); }

 private:
  static constexpr std::size_t kMost = 1000;

  const Clock& clock_;
  absl::flat_hash_map<std::string, absl::Time> since_;
};

}  // namespace zamer::metrics
