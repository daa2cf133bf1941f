// Whatever a caller sends as a token: the authenticator answers with a status, never crashes, and never believes it.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "services/common/security/authenticator.h"
#include "services/common/status/errors.h"
#include "services/common/time/manual_clock.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const zamer::ManualClock clock(absl::FromUnixSeconds(1'772'445'600));
  static const auto authenticator = zamer::security::Authenticator::Make({.development_key = true}, clock).value();
  const auto principal = authenticator->Verify({reinterpret_cast<const char*>(data), size});
  // A fuzzer does not find an HMAC of 256 bits; if this one is believed, the check can be passed by.
  if (principal.ok() || !zamer::ReasonOf(principal.status()).has_value()) std::abort();
  return 0;
}
