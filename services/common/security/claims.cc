#include "services/common/security/claims.h"

#include <jansson.h>

#include <algorithm>
#include <optional>
#include <string>

#include "services/common/security/authenticator.h"
#include "services/common/security/json.h"
#include "services/common/status/errors.h"

namespace zamer::security {
namespace {

constexpr size_t kMaxSubject = 200;
constexpr size_t kMaxDepartment = 63;
constexpr size_t kMaxRoles = 32;
// The year 9999: later instants are typing errors, and converting them may overflow.
constexpr double kLastSecond = 253402300799;

absl::Status Invalid(std::string_view message) { return Unauthenticated(Reason::kTokenInvalid, message); }

std::optional<absl::Time> TimeMember(const json_t& object, const char* name) {
  const json_t* member = json_object_get(&object, name);
  if (!json_is_number(member)) return std::nullopt;
  const double seconds = json_number_value(member);
  if (!(seconds >= 0 && seconds <= kLastSecond)) return std::nullopt;
  return absl::UnixEpoch() + absl::Seconds(seconds);
}

bool IsFor(const json_t& claims, std::string_view audience) {
  const json_t* member = json_object_get(&claims, "aud");
  if (json_is_string(member)) return StringMember(claims, "aud") == audience;
  for (size_t i = 0; i < json_array_size(member); ++i) {
    const json_t* item = json_array_get(member, i);
    if (json_is_string(item) && audience == std::string_view(json_string_value(item), json_string_length(item))) {
      return true;
    }
  }
  return false;
}

bool IsSubject(std::string_view text) {
  return !text.empty() && text.size() <= kMaxSubject &&
         std::ranges::all_of(text, [](char c) { return c > ' ' && c <= '~'; });
}

bool IsDepartment(std::string_view text) {
  const auto fits = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
  return text == "*" || (!text.empty() && text.size() <= kMaxDepartment && std::ranges::all_of(text, fits));
}

// A role that this build does not know gives nothing, so that a newer issuer can name newer roles.
std::optional<RoleSet> RolesOf(const json_t& claims) {
  const json_t* list = json_object_get(&claims, "roles");
  if (!json_is_array(list) || json_array_size(list) > kMaxRoles) return std::nullopt;
  RoleSet roles;
  for (size_t i = 0; i < json_array_size(list); ++i) {
    const json_t* item = json_array_get(list, i);
    if (!json_is_string(item)) return std::nullopt;
    type::v1::Role role;
    if (type::v1::Role_Parse(json_string_value(item), &role) && role != type::v1::ROLE_UNSPECIFIED) roles.Add(role);
  }
  return roles;
}

}  // namespace

absl::StatusOr<Claims> ReadClaims(std::string_view payload, const TokenPolicy& policy, absl::Time now) {
  const Json claims = ParseObject(payload);
  if (claims == nullptr) return Invalid("The token's payload is not a JSON object.");
  if (StringMember(*claims, "iss") != policy.issuer) return Invalid("The token is from another issuer.");
  if (!IsFor(*claims, policy.audience)) return Invalid("The token is meant for another audience.");
  const std::optional<absl::Time> expires = TimeMember(*claims, "exp");
  if (!expires.has_value()) return Invalid("The token does not say when it expires.");
  if (now >= *expires + kLeeway) return Unauthenticated(Reason::kTokenExpired, "The token has expired; sign in again.");
  if (json_object_get(claims.get(), "nbf") != nullptr) {
    const std::optional<absl::Time> starts = TimeMember(*claims, "nbf");
    if (!starts.has_value() || now < *starts - kLeeway) return Invalid("The token is not valid yet.");
  }
  const std::string_view subject = StringMember(*claims, "sub");
  const std::string_view department = StringMember(*claims, "department");
  const std::optional<RoleSet> roles = RolesOf(*claims);
  if (!IsSubject(subject)) return Invalid("The token's subject is missing or malformed.");
  if (!IsDepartment(department)) return Invalid("The token's department is missing or malformed.");
  if (!roles.has_value()) return Invalid("The token's roles are missing or malformed.");
  return Claims{.principal = {std::string(subject), std::string(department), *roles}, .end = *expires + kLeeway};
}

}  // namespace zamer::security
