#include "services/gateway/access/id_token.h"

#include <absl/strings/str_split.h>
#include <jansson.h>

#include <array>
#include <optional>

#include "services/common/security/claims.h"
#include "services/common/status/macros.h"
#include "services/gateway/access/refusals.h"

namespace zamer::gateway::access {
namespace {

using security::StringMember;

// Beyond the year 9999, converting them may overflow.
constexpr double kLastSecond = 253402300799;

// Header, payload and signature in base64url.
using Parts = std::array<std::string, 3>;

std::optional<Parts> Split(std::string_view token) {
  const std::vector<std::string> parts = absl::StrSplit(std::string(token), '.');
  if (parts.size() != 3) return std::nullopt;
  return Parts{parts[0], parts[1], parts[2]};
}

// Null for anything but an object in base64url.
security::Json ObjectIn(std::string_view part) {
  std::string text;
  return security::DecodeBase64Url(part, text) ? security::ParseObject(text) : nullptr;
}

std::optional<absl::Time> TimeIn(const json_t& claims, const char* name) {
  const json_t* member = json_object_get(&claims, name);
  if (!json_is_number(member)) return std::nullopt;
  const double seconds = json_number_value(member);
  if (!(seconds >= 0 && seconds <= kLastSecond)) return std::nullopt;
  return absl::UnixEpoch() + absl::Seconds(seconds);
}

// Alone, or among others when `azp` says that it was made for us.
bool IsFor(const json_t& claims, const std::string& client_id) {
  const std::string_view party = StringMember(claims, "azp");
  if (!party.empty() && party != client_id) return false;
  const json_t* audience = json_object_get(&claims, "aud");
  if (json_is_string(audience)) return StringMember(claims, "aud") == client_id;
  for (std::size_t i = 0; i < json_array_size(audience); ++i) {
    const json_t* item = json_array_get(audience, i);
    if (json_is_string(item) && client_id == json_string_value(item)) {
      return json_array_size(audience) == 1 || !party.empty();
    }
  }
  return false;
}

absl::Status CheckClaims(const json_t& claims, const IdTokenTerms& terms, absl::Time now) {
  if (StringMember(claims, "iss") != terms.issuer) return ProviderFailed("The ID token is from another provider.");
  if (!IsFor(claims, terms.client_id)) return ProviderFailed("The ID token is meant for another program.");
  if (StringMember(claims, "nonce") != terms.nonce) return ProviderFailed("The ID token answers another browser.");
  const std::optional<absl::Time> end = TimeIn(claims, "exp");
  const std::optional<absl::Time> issued = TimeIn(claims, "iat");
  if (!end || now >= *end + security::kLeeway) return ProviderFailed("The ID token's time is over.");
  if (!issued || now < *issued - security::kLeeway) return ProviderFailed("The ID token's time has not come.");
  return absl::OkStatus();
}

}  // namespace

std::string KeyIdOf(std::string_view token) {
  const std::optional<Parts> parts = Split(token);
  const security::Json header = parts ? ObjectIn((*parts)[0]) : nullptr;
  return header == nullptr ? std::string() : std::string(StringMember(*header, "kid"));
}

absl::StatusOr<security::Json> ReadIdToken(std::string_view token, const security::KeySet& keys,
                                           const IdTokenTerms& terms, absl::Time now) {
  const std::optional<Parts> parts = Split(token);
  const security::Json header = parts ? ObjectIn((*parts)[0]) : nullptr;
  security::Json claims = parts ? ObjectIn((*parts)[1]) : nullptr;
  if (header == nullptr || claims == nullptr) return ProviderFailed("The ID token is no token.");
  const security::Key* key = keys.Find(StringMember(*header, "kid"));
  // The key decides the algorithm and the token must agree; never the other way round.
  const bool fits =
      key != nullptr && !security::HasMember(*header, "crit") && StringMember(*header, "alg") == key->algorithm_name();
  if (!fits || !key->Verifies((*parts)[0], (*parts)[1], (*parts)[2])) {
    return ProviderFailed("The ID token is not signed by the provider.");
  }
  ZAMER_RETURN_IF_ERROR(CheckClaims(*claims, terms, now));
  return claims;
}

absl::StatusOr<std::string> PersonIn(const json_t& claims, const std::string& claim) {
  std::string person(StringMember(claims, claim.c_str()));
  const bool unverified = claim == "email" && !json_is_true(json_object_get(&claims, "email_verified"));
  if (person.empty() || unverified) return ProviderFailed("The provider does not say who this is.");
  return person;
}

}  // namespace zamer::gateway::access
