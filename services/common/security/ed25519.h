#pragma once

#include <string_view>

namespace zamer::security {

// Whether `signature` (64 bytes) is the Ed25519 signature of `message` by the raw public key (32 bytes). By OpenSSL,
// since libjose 11 knows no EdDSA.
bool VerifyEd25519(std::string_view public_key, std::string_view message, std::string_view signature);

}  // namespace zamer::security
