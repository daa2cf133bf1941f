// Waiting for a condition that another process or thread brings about.
#pragma once
#include <absl/time/time.h>

#include <functional>

namespace zamer::testing {

// How long a test waits for what should take milliseconds, on a busy machine.
inline constexpr absl::Duration kPatience = absl::Seconds(30);

// Asks until the condition holds or the time is over; says whether it held. Blocks the thread.
bool Eventually(const std::function<bool()>& condition, absl::Duration within = kPatience);

}  // namespace zamer::testing
