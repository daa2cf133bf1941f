#include "tokens.h"

extern "C" {
#include <jose/jwk.h>
#include <jose/jws.h>
}

#include <absl/strings/str_cat.h>
#include <jansson.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <cstdlib>

namespace zamer::security {
namespace {

std::string Dump(const json_t* value) {
  char* text = json_dumps(value, JSON_COMPACT);
  std::string result(text);
  std::free(text);
  return result;
}

SigningKey Generate(const std::string& algorithm, const std::string& id) {
  SigningKey key{algorithm, id, Json(json_pack("{s:s,s:s}", "alg", algorithm.c_str(), "kid", id.c_str()))};
  if (!jose_jwk_gen(nullptr, key.jwk.get())) std::abort();
  return key;
}

std::string SignEd25519(std::string_view secret, std::string_view message) {
  EVP_PKEY* key = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr,
                                               reinterpret_cast<const unsigned char*>(secret.data()), secret.size());
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  std::string signature(64, '\0');
  size_t size = signature.size();
  EVP_DigestSignInit(context, nullptr, nullptr, nullptr, key);
  EVP_DigestSign(context, reinterpret_cast<unsigned char*>(signature.data()), &size,
                 reinterpret_cast<const unsigned char*>(message.data()), message.size());
  EVP_MD_CTX_free(context);
  EVP_PKEY_free(key);
  return signature;
}

}  // namespace

SigningKey SigningKey::Rsa(const std::string& id) { return Generate("RS256", id); }
SigningKey SigningKey::P256(const std::string& id) { return Generate("ES256", id); }

// The key pair of RFC 8037, appendix A.
SigningKey SigningKey::Ed25519(const std::string& id) {
  return {"EdDSA", id,
          Json(json_pack("{s:s,s:s,s:s,s:s,s:s}", "kty", "OKP", "crv", "Ed25519", "kid", id.c_str(), "x",
                         "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo", "d",
                         "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"))};
}

std::string SigningKey::PublicJwk() const {
  const Json copy(json_deep_copy(jwk.get()));
  for (const char* secret : {"d", "p", "q", "dp", "dq", "qi"}) json_object_del(copy.get(), secret);
  json_object_del(copy.get(), "key_ops");
  return Dump(copy.get());
}

std::string SigningKey::Sign(std::string_view payload) const {
  return SignWithHeader(absl::StrCat(R"({"alg":")", algorithm, R"(","kid":")", id, R"("})"), payload);
}

std::string SigningKey::SignWithHeader(std::string_view header, std::string_view payload) const {
  const std::string h = EncodeBase64Url(header);
  const std::string p = EncodeBase64Url(payload);
  if (algorithm == "EdDSA") {
    std::string secret;
    DecodeBase64Url(StringMember(*jwk, "d"), secret);
    return absl::StrCat(h, ".", p, ".", EncodeBase64Url(SignEd25519(secret, absl::StrCat(h, ".", p))));
  }
  const Json jws(json_pack("{s:s}", "payload", p.c_str()));
  const Json signature(json_pack("{s:s}", "protected", h.c_str()));
  if (!jose_jws_sig(nullptr, jws.get(), signature.get(), jwk.get())) std::abort();
  return absl::StrCat(h, ".", p, ".", std::string(StringMember(*jws, "signature")));
}

std::string SignHs256(std::string_view header, std::string_view payload, std::string_view secret) {
  const std::string message = absl::StrCat(EncodeBase64Url(header), ".", EncodeBase64Url(payload));
  std::string digest(32, '\0');
  unsigned int size = 32;
  HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()),
       reinterpret_cast<const unsigned char*>(message.data()), message.size(),
       reinterpret_cast<unsigned char*>(digest.data()), &size);
  return absl::StrCat(message, ".", EncodeBase64Url(digest));
}

std::string Unsigned(std::string_view header, std::string_view payload, std::string_view signature) {
  return absl::StrCat(EncodeBase64Url(header), ".", EncodeBase64Url(payload), ".", std::string(signature));
}

}  // namespace zamer::security
