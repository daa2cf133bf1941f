#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <memory>
#include <string>
#include <string_view>

#include "services/common/security/principal.h"

namespace zamer {
class Clock;
}

namespace zamer::security {

// Whose tokens are believed.
struct TokenPolicy {
  // `iss` that a token must carry.
  std::string issuer = "zamer";
  // `aud` that a token must carry, alone or in a list.
  std::string audience = "zamer";
  // JWKS file (RFC 7517) with the issuer's public keys; empty: none.
  std::string jwks_file = {};
  // Whether tokens of the built-in development key are believed. Never in production: everybody knows that key.
  bool development_key = false;
};

// Verifies bearer tokens: JWT (RFC 7519) signed with RS256, ES256 or EdDSA by a key of the JWKS file, chosen by `kid`,
// or with HS256 by the development key where that is allowed. `exp` is required; `exp` and `nbf` are read with 60 s of
// leeway. Claims: `sub`, `department` (an id or `*`), `roles` (names of zamer.type.v1.Role). Verified tokens are
// remembered until they expire, at most 4096 of them. Thread-safe; a remembered token costs well under 1 µs.
class Authenticator {
 public:
  // `clock` must outlive it. CREDENTIALS_UNUSABLE when the JWKS file cannot be used or no key would be believed.
  static absl::StatusOr<std::unique_ptr<Authenticator>> Make(TokenPolicy policy, const Clock& clock);
  virtual ~Authenticator() = default;

  // The caller that a token stands for. UNAUTHENTICATED with a reason that says what is wrong with it.
  virtual absl::StatusOr<std::shared_ptr<const Principal>> Verify(std::string_view token) = 0;

  // Reads the JWKS file again if it has changed; when it is unreadable the keys known so far stay and the error is
  // returned. Keys that have gone lose their tokens at once. Blocks on a small file, so it is for a timer; rpc::Server
  // has one.
  virtual absl::Status Refresh() = 0;
};

}  // namespace zamer::security
