// Tokens as an identity provider, or an attacker, would make them.
#pragma once
#include <string>
#include <string_view>

#include "services/common/security/json.h"

namespace zamer::security {

// A private key, made anew.
struct SigningKey {
  static SigningKey Rsa(const std::string& id);
  static SigningKey P256(const std::string& id);
  static SigningKey Ed25519(const std::string& id);

  // The public part, as it stands in a JWKS.
  std::string PublicJwk() const;
  // A token with this payload; the header says `algorithm` and the key's id.
  std::string Sign(std::string_view payload) const;
  std::string SignWithHeader(std::string_view header, std::string_view payload) const;

  std::string algorithm;
  std::string id;
  Json jwk;
};

// An HS256 token whose secret is the given bytes.
std::string SignHs256(std::string_view header, std::string_view payload, std::string_view secret);

// A token that is not signed at all.
std::string Unsigned(std::string_view header, std::string_view payload, std::string_view signature = "");

}  // namespace zamer::security
