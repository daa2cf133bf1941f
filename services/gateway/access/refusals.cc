#include "services/gateway/access/refusals.h"

#include "services/common/status/errors.h"

namespace zamer::gateway::access {

absl::Status Refused() {
  return Unauthenticated(Reason::kSignInRefused, "Department, login and password do not belong together.");
}

absl::Status TooMany(absl::Duration wait) {
  return ResourceExhausted(Reason::kSignInsTooMany, "Too many attempts to sign in failed: wait before the next one.",
                           wait);
}

absl::Status Ended() { return Unauthenticated(Reason::kSessionEnded, "The session is over: sign in again."); }

absl::Status OtherOrigin() {
  return PermissionDenied(Reason::kOriginRefused,
                          "A page of another site may not call in the name of who is signed in.");
}

absl::Status ProviderFailed(std::string_view message) {
  return Unauthenticated(Reason::kIdentityProviderFailed, message);
}

}  // namespace zamer::gateway::access
