// A key with which a made-up identity provider signs.
#pragma once
#include <absl/strings/str_cat.h>
#include <jansson.h>

extern "C" {
#include <jose/jwk.h>
#include <jose/jws.h>
}

#include <cstdlib>
#include <stdexcept>
#include <string>

#include "services/common/security/json.h"

namespace zamer::gateway::access {

class ProviderKey {
 public:
  // `algorithm`: RS256 or ES256.
  ProviderKey(const std::string& algorithm, std::string id)
      : algorithm_(algorithm), id_(std::move(id)), jwk_(json_pack("{s:s}", "alg", algorithm.c_str())) {
    if (!jose_jwk_gen(nullptr, jwk_.get())) throw std::runtime_error("no key was made");
    json_object_set_new(jwk_.get(), "kid", json_string(id_.c_str()));
  }

  const std::string& id() const { return id_; }

  // A JWKS with the public part.
  std::string PublicKeys() const {
    const security::Json jwk(json_deep_copy(jwk_.get()));
    if (!jose_jwk_pub(nullptr, jwk.get())) throw std::runtime_error("no public key was made");
    return absl::StrCat(R"({"keys":[)", Text(*jwk), "]}");
  }

  // A token that says this.
  std::string Sign(const std::string& claims) const {
    const std::string payload = security::EncodeBase64Url(claims);
    const security::Json jws(json_pack("{s:s}", "payload", payload.c_str()));
    const security::Json header(json_pack("{s:{s:s,s:s}}", "protected", "alg", algorithm_.c_str(), "kid", id_.c_str()));
    if (!jose_jws_sig(nullptr, jws.get(), header.get(), jwk_.get())) throw std::runtime_error("nothing was signed");
    return absl::StrCat(std::string(security::StringMember(*jws, "protected")), ".", payload, ".",
                        std::string(security::StringMember(*jws, "signature")));
  }

 private:
  static std::string Text(const json_t& json) {
    char* const dumped = json_dumps(&json, JSON_COMPACT);
    std::string text(dumped);
    std::free(dumped);
    return text;
  }

  const std::string algorithm_;
  const std::string id_;
  const security::Json jwk_;
};

}  // namespace zamer::gateway::access
