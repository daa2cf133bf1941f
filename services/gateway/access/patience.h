#pragma once
#include <absl/time/time.h>

namespace zamer::gateway::access {

// When a browser's request must be answered at the latest, on the machine's clock.
inline absl::Time Soon() { return absl::Now() + absl::Seconds(10); }

}  // namespace zamer::gateway::access
