#include "services/gateway/access/token_minter.h"

#include <absl/strings/str_cat.h>
#include <jansson.h>
#include <openssl/evp.h>

#include <array>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <memory>
#include <utility>

#include "services/common/security/development_token.h"
#include "services/common/security/json.h"
#include "services/common/status/errors.h"
#include "services/common/status/macros.h"

namespace zamer::gateway::access {
namespace {

constexpr std::size_t kKeyBytes = 32;
constexpr absl::Duration kFileLife = absl::Seconds(10);

struct FreeKey {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
struct FreeContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using PrivateKey = std::unique_ptr<EVP_PKEY, FreeKey>;

const unsigned char* Bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

absl::Status Unusable(std::string_view what) { return FailedPrecondition(Reason::kCredentialsUnusable, what); }

json_t* Text(std::string_view text) { return json_stringn(text.data(), text.size()); }

std::string Encoded(const security::Json& json) {
  char* const dumped = json_dumps(json.get(), JSON_COMPACT);
  std::string encoded = security::EncodeBase64Url(dumped);
  std::free(dumped);
  return encoded;
}

json_t* RoleNames(const std::vector<type::v1::Role>& roles) {
  json_t* names = json_array();
  for (const type::v1::Role role : roles) json_array_append_new(names, Text(type::v1::Role_Name(role)));
  return names;
}

// The private part, if it belongs to the public one.
PrivateKey ReadKey(const json_t& jwk) {
  std::string secret;
  std::string public_part;
  if (security::StringMember(jwk, "kty") != "OKP" || security::StringMember(jwk, "crv") != "Ed25519" ||
      !security::DecodeBase64Url(security::StringMember(jwk, "d"), secret) ||
      !security::DecodeBase64Url(security::StringMember(jwk, "x"), public_part)) {
    return nullptr;
  }
  PrivateKey key(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, Bytes(secret), secret.size()));
  std::array<unsigned char, kKeyBytes> derived{};
  std::size_t size = derived.size();
  if (key == nullptr || EVP_PKEY_get_raw_public_key(key.get(), derived.data(), &size) != 1 ||
      std::string_view(reinterpret_cast<const char*>(derived.data()), size) != public_part) {
    return nullptr;
  }
  return key;
}

std::string Sign(EVP_PKEY& key, std::string_view message) {
  const std::unique_ptr<EVP_MD_CTX, FreeContext> context(EVP_MD_CTX_new());
  std::string signature(2 * kKeyBytes, '\0');
  std::size_t size = signature.size();
  EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, &key);
  EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size, Bytes(message),
                 message.size());
  return signature;
}

std::string ContentOf(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string PayloadOf(const Subject& subject, const TokenNames& names, absl::Time now, absl::Time end) {
  return Encoded(security::Json(
      json_pack("{s:o,s:o,s:o,s:o,s:o,s:I,s:I}", "iss", Text(names.issuer), "aud", Text(names.audience), "sub",
                Text(subject.name), "department", Text(subject.department), "roles", RoleNames(subject.roles), "iat",
                json_int_t{absl::ToUnixSeconds(now)}, "exp", json_int_t{absl::ToUnixSeconds(end)})));
}

}  // namespace

TokenMinter DevelopmentMinter(const Clock& clock) {
  return [&clock](const Subject& subject, absl::Duration life) {
    return security::MintDevelopmentToken(clock, subject.name, subject.department, subject.roles, life);
  };
}

absl::StatusOr<TokenMinter> KeyMinter(const Clock& clock, std::string_view jwk, TokenNames names) {
  const security::Json json = security::ParseObject(jwk);
  if (json == nullptr) return Unusable("The session key must be a JSON Web Key.");
  const std::string_view id = security::StringMember(*json, "kid");
  if (id.empty()) return Unusable("The session key needs a kid, by which the services find its public part.");
  const std::shared_ptr<EVP_PKEY> key = ReadKey(*json);
  if (key == nullptr) return Unusable("The session key must be an Ed25519 key with both its parts, x and d.");
  const std::string header =
      Encoded(security::Json(json_pack("{s:s,s:o,s:s}", "alg", "EdDSA", "kid", Text(id), "typ", "JWT")));
  return [&clock, key, header, names = std::move(names)](const Subject& subject, absl::Duration life) {
    const absl::Time now = clock.Now();
    const std::string message = absl::StrCat(header, ".", PayloadOf(subject, names, now, now + life));
    return absl::StrCat(message, ".", security::EncodeBase64Url(Sign(*key, message)));
  };
}

absl::StatusOr<TokenMinter> KeyFileMinter(const Clock& clock, log::Logger& logger, std::string path, TokenNames names) {
  ZAMER_ASSIGN_OR_RETURN(TokenMinter mint, KeyMinter(clock, ContentOf(path), names));
  return [&clock, &logger, path = std::move(path), names = std::move(names), mint = std::move(mint),
          until = clock.Now() + kFileLife](const Subject& subject, absl::Duration life) mutable {
    if (const absl::Time now = clock.Now(); now >= until) {
      absl::StatusOr<TokenMinter> fresh = KeyMinter(clock, ContentOf(path), names);
      if (fresh.ok()) {
        mint = *std::move(fresh);
      } else {
        logger.Warning("the session key could not be read again; the last good one stays", {{"error", fresh.status()}});
      }
      until = now + kFileLife;
    }
    return mint(subject, life);
  };
}

}  // namespace zamer::gateway::access
