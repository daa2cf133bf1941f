// Why somebody is not let in.
#pragma once
#include <absl/status/status.h>
#include <absl/time/time.h>

#include <string_view>

namespace zamer::gateway::access {

// SIGN_IN_REFUSED: in the same words whatever of them is wrong.
absl::Status Refused();
// SIGN_INS_TOO_MANY.
absl::Status TooMany(absl::Duration wait);
// SESSION_ENDED.
absl::Status Ended();
// ORIGIN_REFUSED.
absl::Status OtherOrigin();
// IDENTITY_PROVIDER_FAILED.
absl::Status ProviderFailed(std::string_view message);

}  // namespace zamer::gateway::access
