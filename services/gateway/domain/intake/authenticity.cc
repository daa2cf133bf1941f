#include "services/gateway/domain/intake/authenticity.h"

#include <absl/strings/escaping.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <string>

#include "services/common/status/errors.h"

namespace zamer::gateway::intake {
namespace {

constexpr std::string_view kScheme = "sha256=";

bool AreSame(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string HexHmac(const std::string& key, std::string_view text) {
  unsigned char hash[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), reinterpret_cast<const unsigned char*>(text.data()),
       text.size(), hash, &size);
  return absl::BytesToHexString({reinterpret_cast<const char*>(hash), size});
}

}  // namespace

bool IsSecret(const config::Secret& secret, std::string_view text) {
  return !secret.empty() && AreSame(secret.Reveal(), text);
}

bool IsSignedBy(const config::Secret& key, std::string_view signature, std::string_view body) {
  if (key.empty() || !signature.starts_with(kScheme)) return false;
  return AreSame(HexHmac(key.Reveal(), body), signature.substr(kScheme.size()));
}

absl::Status DeliveryRefused() {
  return PermissionDenied(Reason::kDeliveryRefused,
                          "The delivery's secret or signature is not the one that is configured for this way in.");
}

}  // namespace zamer::gateway::intake
