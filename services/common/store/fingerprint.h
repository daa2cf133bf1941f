// A name for a phone that is not the phone.
#pragma once
#include <openssl/types.h>

#include <memory>
#include <string>
#include <string_view>

namespace zamer::store {

// A keyed hash (HMAC-SHA-256, 128 bits, base64url): index keys can find a person by phone without holding it. Without
// the key it cannot be searched for by trying all numbers. Loop thread only.
class Fingerprint {
 public:
  // `key`: secret, at least 16 bytes; the same for the life of the data.
  explicit Fingerprint(std::string_view key);
  // `domain` separates kinds of values: "phone", "external".
  std::string Of(std::string_view domain, std::string_view value) const;

 private:
  struct Free {
    void operator()(EVP_MAC_CTX* context) const;
  };
  // Holds the key, so that it is set up once.
  std::unique_ptr<EVP_MAC_CTX, Free> hmac_;
};

}  // namespace zamer::store
