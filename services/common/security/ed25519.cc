#include "services/common/security/ed25519.h"

#include <openssl/evp.h>

#include <memory>

namespace zamer::security {
namespace {

template <auto free>
struct Freer {
  template <class T>
  void operator()(T* value) const {
    free(value);
  }
};

const unsigned char* Bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

}  // namespace

bool VerifyEd25519(std::string_view public_key, std::string_view message, std::string_view signature) {
  const std::unique_ptr<EVP_PKEY, Freer<EVP_PKEY_free>> key(
      EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, Bytes(public_key), public_key.size()));
  const std::unique_ptr<EVP_MD_CTX, Freer<EVP_MD_CTX_free>> context(EVP_MD_CTX_new());
  return key != nullptr && context != nullptr &&
         EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
         EVP_DigestVerify(context.get(), Bytes(signature), signature.size(), Bytes(message), message.size()) == 1;
}

}  // namespace zamer::security
