#pragma once

#include <absl/status/statusor.h>

#include <map>
#include <string>
#include <string_view>

#include "services/common/security/json.h"

namespace zamer::security {

// A key that signatures are checked with, and the only algorithm that it may be used for.
class Key {
 public:
  enum class Algorithm { kRs256, kEs256, kEdDsa, kHs256 };

  Key(Algorithm algorithm, Json jwk) : algorithm_(algorithm), jwk_(std::move(jwk)) {}

  // The algorithm as a token's header names it.
  std::string_view algorithm_name() const;

  // Whether `signature` (base64url, as in the token) is this key's signature over `protected_header.payload`. Any
  // thread.
  bool Verifies(std::string_view protected_header, std::string_view payload, std::string_view signature) const;

 private:
  Algorithm algorithm_;
  Json jwk_;
};

// Keys by their id.
class KeySet {
 public:
  // Reads a JWKS (RFC 7517). Keys for encryption and of kinds that Zamer does not use are passed over; symmetric keys
  // are refused, since whoever reads such a file could sign. CREDENTIALS_UNUSABLE when nothing usable remains, an id is
  // missing or doubled, or a key's own `alg` contradicts its kind.
  static absl::StatusOr<KeySet> Parse(std::string_view jwks);

  void Add(std::string id, Key key) { keys_.emplace(std::move(id), std::move(key)); }
  // Null for an unknown id.
  const Key* Find(std::string_view id) const;

 private:
  std::map<std::string, Key, std::less<>> keys_;
};

}  // namespace zamer::security
