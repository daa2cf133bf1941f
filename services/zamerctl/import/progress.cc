#include "services/zamerctl/import/progress.h"

namespace zamer::ctl {

void Progress::Advance(Phase phase, std::int64_t rows) {
  const std::scoped_lock lock(mutex_);
  rows_ += rows;
  const absl::Time now = clock_.Now();
  if (now < next_) return;
  next_ = now + absl::Seconds(1);
  Write(phase, "so far");
}

void Progress::EndPhase(Phase phase) {
  const std::scoped_lock lock(mutex_);
  Write(phase, "done");
  rows_ = 0;
}

void Progress::Write(Phase phase, std::string_view what) {
  out_ << NameOf(phase) << ": " << rows_ << " rows " << what << std::endl;
}

}  // namespace zamer::ctl
