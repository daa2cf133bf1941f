#include "services/common/store/fingerprint.h"

#include <absl/strings/escaping.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

namespace zamer::store {

std::string Fingerprint::Of(std::string_view domain, std::string_view value) const {
  std::string text(domain);
  text.push_back('\0');
  text.append(value);
  unsigned char hash[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  HMAC(EVP_sha256(), key_.data(), static_cast<int>(key_.size()), reinterpret_cast<const unsigned char*>(text.data()),
       text.size(), hash, &size);
  return absl::WebSafeBase64Escape({reinterpret_cast<const char*>(hash), 16});
}

}  // namespace zamer::store
