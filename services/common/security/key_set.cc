#include "services/common/security/key_set.h"

extern "C" {
#include <jose/cfg.h>
#include <jose/jws.h>
}

#include <absl/strings/str_cat.h>
#include <jansson.h>

#include <memory>
#include <optional>
#include <utility>

#include "services/common/security/ed25519.h"
#include "services/common/status/errors.h"
#include "services/common/status/macros.h"

namespace zamer::security {
namespace {

absl::Status Unusable(std::string_view what) { return FailedPrecondition(Reason::kCredentialsUnusable, what); }

// libjose writes to stderr unless told otherwise; a bad token is the caller's fault and no news.
struct QuietJose {
  QuietJose() : config(jose_cfg()) {
    jose_cfg_set_err_func(config, [](void*, const char*, int, uint64_t, const char*, va_list) {}, nullptr);
  }
  ~QuietJose() { jose_cfg_decref(config); }
  QuietJose(const QuietJose&) = delete;
  QuietJose& operator=(const QuietJose&) = delete;

  jose_cfg_t* config;
};

json_t* Text(std::string_view text) { return json_stringn(text.data(), text.size()); }

std::optional<Key::Algorithm> AlgorithmOf(const json_t& jwk) {
  const std::string_view kind = StringMember(jwk, "kty");
  const std::string_view curve = StringMember(jwk, "crv");
  if (kind == "RSA") return Key::Algorithm::kRs256;
  if (kind == "EC" && curve == "P-256") return Key::Algorithm::kEs256;
  if (kind == "OKP" && curve == "Ed25519") return Key::Algorithm::kEdDsa;
  return std::nullopt;
}

// Below 2048 bits an RSA key is within reach of whoever wants it broken.
bool IsStrong(const json_t& jwk, Key::Algorithm algorithm) {
  constexpr size_t kLeastModulusBytes = 256;
  std::string modulus;
  return algorithm != Key::Algorithm::kRs256 ||
         (DecodeBase64Url(StringMember(jwk, "n"), modulus) && modulus.size() >= kLeastModulusBytes);
}

}  // namespace

std::string_view Key::algorithm_name() const {
  switch (algorithm_) {
    case Algorithm::kRs256:
      return "RS256";
    case Algorithm::kEs256:
      return "ES256";
    case Algorithm::kEdDsa:
      return "EdDSA";
    case Algorithm::kHs256:
      return "HS256";
  }
  return {};
}

bool Key::Verifies(std::string_view protected_header, std::string_view payload, std::string_view signature) const {
  if (algorithm_ == Algorithm::kEdDsa) {
    std::string public_key;
    std::string bytes;
    return DecodeBase64Url(StringMember(*jwk_, "x"), public_key) && DecodeBase64Url(signature, bytes) &&
           VerifyEd25519(public_key, std::string(protected_header).append(".").append(payload), bytes);
  }
  const Json jws(json_pack("{s:o,s:o,s:o}", "protected", Text(protected_header), "payload", Text(payload), "signature",
                           Text(signature)));
  const QuietJose jose;
  return jws != nullptr && jose_jws_ver(jose.config, jws.get(), nullptr, jwk_.get(), false);
}

absl::StatusOr<KeySet> KeySet::Parse(std::string_view jwks) {
  const Json document = ParseObject(jwks);
  const json_t* list = document == nullptr ? nullptr : json_object_get(document.get(), "keys");
  if (!json_is_array(list)) return Unusable("The JWKS file must be a JSON object with a list named keys.");
  KeySet result;
  for (size_t i = 0; i < json_array_size(list); ++i) {
    json_t* jwk = json_array_get(list, i);
    if (!json_is_object(jwk)) return Unusable("Each key of the JWKS file must be a JSON object.");
    if (StringMember(*jwk, "kty") == "oct") return Unusable("The JWKS file must not hold symmetric keys.");
    const std::string_view use = StringMember(*jwk, "use");
    const std::optional<Key::Algorithm> algorithm = AlgorithmOf(*jwk);
    if (!algorithm.has_value() || (!use.empty() && use != "sig")) continue;
    const std::string_view id = StringMember(*jwk, "kid");
    const std::string_view declared = StringMember(*jwk, "alg");
    Key key(*algorithm, Json(json_deep_copy(jwk)));
    if (id.empty() || result.Find(id) != nullptr) return Unusable("Each key of the JWKS file needs a kid of its own.");
    if (!declared.empty() && declared != key.algorithm_name()) {
      return Unusable("A key of the JWKS file has an alg that Zamer does not accept for its kind.");
    }
    if (!IsStrong(*jwk, *algorithm)) return Unusable("RSA keys of the JWKS file need at least 2048 bits.");
    result.Add(std::string(id), std::move(key));
  }
  if (result.keys_.empty()) return Unusable("The JWKS file has no RSA, P-256 or Ed25519 key for signatures.");
  return result;
}

const Key* KeySet::Find(std::string_view id) const {
  const auto found = keys_.find(id);
  return found == keys_.end() ? nullptr : &found->second;
}

}  // namespace zamer::security
