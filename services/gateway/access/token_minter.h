// Tokens by which the services behind the edge know who calls.
#pragma once
#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "services/common/log/logger.h"
#include "services/common/time/clock.h"
#include "zamer/type/v1/role.pb.h"

namespace zamer::gateway::access {

// Whom a token stands for.
struct Subject {
  // Resource name of an employee or of a display.
  std::string name;
  // Id of the department.
  std::string department;
  std::vector<type::v1::Role> roles;

  friend bool operator==(const Subject&, const Subject&) = default;
};

// Makes a token that is good for so long from now.
using TokenMinter = std::function<std::string(const Subject& subject, absl::Duration life)>;

// With the built-in key, on a developer's machine. `clock` must outlive the minter, here and below.
TokenMinter DevelopmentMinter(const Clock& clock);

// The names that tokens carry; see security::TokenPolicy.
struct TokenNames {
  std::string issuer = "zamer";
  std::string audience = "zamer";
};

// With an Ed25519 key of the edge's own, a private JWK (RFC 8037) with a `kid`; the services' JWKS file holds its
// public part. CREDENTIALS_UNUSABLE when the text is no such key.
absl::StatusOr<TokenMinter> KeyMinter(const Clock& clock, std::string_view jwk, TokenNames names);

// With such a key in a file. It is read again at most once every 10 s, so that the key can be changed while people are
// signed in; while the file holds no usable key, the last good one stays, and the log says so. `logger` must outlive
// the minter.
absl::StatusOr<TokenMinter> KeyFileMinter(const Clock& clock, log::Logger& logger, std::string path, TokenNames names);

}  // namespace zamer::gateway::access
