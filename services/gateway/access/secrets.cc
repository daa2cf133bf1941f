#include "services/gateway/access/secrets.h"

#include <openssl/sha.h>

#include <array>
#include <cstdint>

#include "services/common/security/json.h"
#include "services/common/time/ids.h"

namespace zamer::gateway::access {
namespace {

template <std::size_t size>
std::string Text(const std::array<std::uint8_t, size>& bytes) {
  return security::EncodeBase64Url({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

}  // namespace

std::string NewSecret() {
  std::array<std::uint8_t, 32> bytes{};
  FillRandom(bytes);
  return Text(bytes);
}

std::string HashOf(std::string_view secret) {
  std::array<std::uint8_t, SHA256_DIGEST_LENGTH> hash{};
  SHA256(reinterpret_cast<const unsigned char*>(secret.data()), secret.size(), hash.data());
  return Text(hash);
}

}  // namespace zamer::gateway::access
