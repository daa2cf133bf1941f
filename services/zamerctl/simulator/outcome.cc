#include "services/zamerctl/simulator/outcome.h"

#include "services/common/status/errors.h"

namespace zamer::simulator {

bool OutcomeIsUnknown(const absl::Status& status) {
  return absl::IsUnavailable(status) || absl::IsDeadlineExceeded(status) || absl::IsResourceExhausted(status) ||
         absl::IsCancelled(status) || ReasonOf(status) == Reason::kConflict;
}

}  // namespace zamer::simulator
