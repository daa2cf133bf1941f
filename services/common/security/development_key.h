#pragma once

#include <string_view>

#include "services/common/security/json.h"
#include "services/common/security/key_set.h"

namespace zamer::security {

// Id of the key that is built in, so that everything runs on a developer's machine without an identity provider. It is
// as public as this source: TokenPolicy::development_key must be false wherever it matters.
inline constexpr std::string_view kDevelopmentKeyId = "zamer-development";

// The key as a JWK, for signing.
Json DevelopmentJwk();

// Trusts the key.
void AddDevelopmentKey(KeySet& keys);

}  // namespace zamer::security
