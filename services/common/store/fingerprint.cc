#include "services/common/store/fingerprint.h"

#include <absl/strings/escaping.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>

namespace zamer::store {
namespace {

const unsigned char* Bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

EVP_MAC_CTX* KeyedWith(std::string_view key) {
  EVP_MAC* const hmac = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
  EVP_MAC_CTX* const context = EVP_MAC_CTX_new(hmac);
  EVP_MAC_free(hmac);
  char sha256[] = "SHA256";
  const OSSL_PARAM with[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, sha256, 0),
                             OSSL_PARAM_construct_end()};
  EVP_MAC_init(context, Bytes(key), key.size(), with);
  return context;
}

}  // namespace

void Fingerprint::Free::operator()(EVP_MAC_CTX* context) const { EVP_MAC_CTX_free(context); }

Fingerprint::Fingerprint(std::string_view key) : hmac_(KeyedWith(key)) {}

std::string Fingerprint::Of(std::string_view domain, std::string_view value) const {
  std::string text(domain);
  text.push_back('\0');
  text.append(value);
  unsigned char hash[EVP_MAX_MD_SIZE];
  std::size_t size = 0;
  EVP_MAC_init(hmac_.get(), nullptr, 0, nullptr);  // begins anew with the same key
  EVP_MAC_update(hmac_.get(), Bytes(text), text.size());
  EVP_MAC_final(hmac_.get(), hash, &size, sizeof(hash));
  return absl::WebSafeBase64Escape({reinterpret_cast<const char*>(hash), 16});
}

}  // namespace zamer::store
