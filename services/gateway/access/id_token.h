// What an identity provider says of somebody.
#pragma once
#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <string>
#include <string_view>

#include "services/common/security/json.h"
#include "services/common/security/key_set.h"

namespace zamer::gateway::access {

// What an ID token must say to be meant for us and for this browser.
struct IdTokenTerms {
  std::string issuer;
  std::string client_id;
  std::string nonce;
};

// Id of the key that the token says it is signed with; empty for what is no token.
std::string KeyIdOf(std::string_view token);

// The claims of an ID token (OpenID Connect Core, 3.1.3.7), once signature, issuer, audience, times and nonce are
// right. IDENTITY_PROVIDER_FAILED otherwise.
absl::StatusOr<security::Json> ReadIdToken(std::string_view token, const security::KeySet& keys,
                                           const IdTokenTerms& terms, absl::Time now);

// By what the claims name a person: a text member. Of `email` only one that the provider has verified.
// IDENTITY_PROVIDER_FAILED without.
absl::StatusOr<std::string> PersonIn(const json_t& claims, const std::string& claim);

}  // namespace zamer::gateway::access
