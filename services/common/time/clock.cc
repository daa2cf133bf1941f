#include "services/common/time/clock.h"

#include <absl/time/clock.h>

namespace zamer {

absl::Time SystemClock::Now() const { return absl::Now(); }

}  // namespace zamer
