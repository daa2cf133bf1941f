#include "services/common/security/development_token.h"

extern "C" {
#include <jose/jws.h>
}

#include <absl/strings/str_cat.h>
#include <jansson.h>

#include "services/common/security/development_key.h"
#include "services/common/time/clock.h"

namespace zamer::security {
namespace {

constexpr std::string_view kSecret = "zamer-development-key: known to everybody, so worth nothing";

json_t* Text(std::string_view text) { return json_stringn(text.data(), text.size()); }

json_t* RoleNames(const std::vector<type::v1::Role>& roles) {
  json_t* names = json_array();
  for (const type::v1::Role role : roles) json_array_append_new(names, Text(type::v1::Role_Name(role)));
  return names;
}

}  // namespace

Json DevelopmentJwk() {
  return Json(json_pack("{s:s,s:s,s:o}", "kty", "oct", "alg", "HS256", "k", Text(EncodeBase64Url(kSecret))));
}

void AddDevelopmentKey(KeySet& keys) {
  keys.Add(std::string(kDevelopmentKeyId), Key(Key::Algorithm::kHs256, DevelopmentJwk()));
}

std::string MintDevelopmentToken(const Clock& clock, std::string_view subject, std::string_view department,
                                 const std::vector<type::v1::Role>& roles, absl::Duration ttl) {
  const absl::Time now = clock.Now();
  const Json claims(json_pack("{s:s,s:s,s:o,s:o,s:o,s:I,s:I}", "iss", "zamer", "aud", "zamer", "sub", Text(subject),
                              "department", Text(department), "roles", RoleNames(roles), "iat",
                              json_int_t{absl::ToUnixSeconds(now)}, "exp", json_int_t{absl::ToUnixSeconds(now + ttl)}));
  char* dumped = json_dumps(claims.get(), JSON_COMPACT);
  const std::string payload = EncodeBase64Url(dumped);
  free(dumped);
  const Json jws(json_pack("{s:o}", "payload", Text(payload)));
  json_t* header = json_pack("{s:{s:s,s:o}}", "protected", "alg", "HS256", "kid", Text(kDevelopmentKeyId));
  const Json jwk = DevelopmentJwk();
  const bool is_signed = jose_jws_sig(nullptr, jws.get(), header, jwk.get());
  json_decref(header);
  if (!is_signed) return {};
  const std::string_view protected_header = StringMember(*jws, "protected");
  const std::string_view signature = StringMember(*jws, "signature");
  return std::string(protected_header).append(".").append(payload).append(".").append(signature);
}

}  // namespace zamer::security
