#pragma once

#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <string_view>

#include "services/common/security/principal.h"

namespace zamer::security {

struct TokenPolicy;

// How far two clocks may be apart.
inline constexpr absl::Duration kLeeway = absl::Seconds(60);

// What a token says once its signature holds.
struct Claims {
  Principal principal;
  // When it stops being believed, leeway included.
  absl::Time end;
};

// Reads a token's payload and checks issuer, audience and times against `now`.
absl::StatusOr<Claims> ReadClaims(std::string_view payload, const TokenPolicy& policy, absl::Time now);

}  // namespace zamer::security
