// Whatever comes as a notification of Meta, behind a signature that fits or none.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "services/gateway/domain/intake/authenticity.h"
#include "services/gateway/domain/intake/meta.h"
#include "tests/fuzz/intake_fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace zamer::gateway::intake;  // NOLINT(google-build-using-namespace): all of it is under test
  static const WayIn kWay{.id = "meta", .department = "d1", .channel = "instagram", .settings = MetaSettings{}};
  const std::string_view body(reinterpret_cast<const char*>(data), size);
  CheckArrivals(kWay, ReadMetaArrivals(body));
  // A fuzzer does not find an HMAC of 256 bits, nor a token.
  const MetaSettings settings{.app_secret = zamer::config::Secret("key"),
                              .verify_token = zamer::config::Secret("a token that nobody guesses")};
  if (IsSignedBy(settings.app_secret, body, "body") || MetaChallenge(settings, body).ok()) std::abort();
  return 0;
}
