// Tells people how far an import is.
#pragma once
#include <absl/time/time.h>

#include <atomic>
#include <cstdint>
#include <mutex>
#include <ostream>
#include <string_view>

#include "services/common/time/clock.h"
#include "services/zamerctl/import/phase.h"

namespace zamer::ctl {

// Writes a line a second at most, and one at the end of each phase. Any thread.
class Progress {
 public:
  Progress(const Clock& clock, std::ostream& out) : clock_(clock), out_(out) {}

  // So many rows of the phase are with the services.
  void Advance(Phase phase, std::int64_t rows);
  // All of them are.
  void EndPhase(Phase phase);

 private:
  void Write(Phase phase, std::string_view what);

  const Clock& clock_;
  std::ostream& out_;
  std::mutex mutex_;
  std::int64_t rows_ = 0;
  absl::Time next_ = absl::InfinitePast();
};

}  // namespace zamer::ctl
