// Why somebody is not let in.
#pragma once
#include <absl/status/status.h>
#include <absl/time/time.h>

namespace zamer::gateway::access {

// SIGN_IN_REFUSED: in the same words whatever of them is wrong.
absl::Status Refused();
// SIGN_INS_TOO_MANY.
absl::Status TooMany(absl::Duration wait);
// SESSION_ENDED.
absl::Status Ended();
// ORIGIN_REFUSED.
absl::Status OtherOrigin();

}  // namespace zamer::gateway::access
