// Whatever a caller sends as a token, or an issuer as claims or keys: the answer is a status or a value that keeps its
// promises, and an unsigned token is never believed.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "services/common/security/authenticator.h"
#include "services/common/security/claims.h"
#include "services/common/security/key_set.h"
#include "services/common/status/errors.h"
#include "services/common/time/manual_clock.h"

namespace {

using zamer::security::Authenticator;
using zamer::security::Claims;
using zamer::security::KeySet;

// A fuzzer does not find an HMAC of 256 bits; a token that is believed has gone past the check.
void TryToken(std::string_view text) {
  static const zamer::ManualClock clock(absl::FromUnixSeconds(1'772'445'600));
  static const auto authenticator = Authenticator::Make({.development_key = true}, clock).value();
  const auto principal = authenticator->Verify(text);
  if (principal.ok() || !zamer::ReasonOf(principal.status()).has_value()) std::abort();
}

void TryClaims(std::string_view text) {
  const absl::Time now = absl::FromUnixSeconds(1'772'445'600);
  const absl::StatusOr<Claims> claims = zamer::security::ReadClaims(text, {}, now);
  if (claims.ok() &&
      (claims->principal.subject.empty() || claims->principal.department.empty() || claims->end <= now)) {
    std::abort();
  }
}

void TryKeys(std::string_view text) {
  const absl::StatusOr<KeySet> keys = KeySet::Parse(text);
  if (!keys.ok() && !zamer::ReasonOf(keys.status()).has_value()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  TryToken(text);
  TryClaims(text);
  TryKeys(text);
  return 0;
}
