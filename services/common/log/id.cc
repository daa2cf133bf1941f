#include "services/common/log/id.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>
#include <cstdint>

#include "services/common/time/ids.h"

namespace zamer::log {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

bool IsIdCharacter(char c) {
  return (c >= 'a' && c <= 'z') || IsDigit(c) || c == '/' || c == '_' || c == '.' || c == ':' || c == '-';
}

// Whether some part between slashes and colons could be dialled.
bool MayHoldAPhone(std::string_view text) {
  while (!text.empty()) {
    const std::string_view part = text.substr(0, text.find_first_of("/:"));
    if (part.size() >= 10 && part.size() <= 15 && std::ranges::all_of(part, IsDigit)) return true;
    text.remove_prefix(std::min(part.size() + 1, text.size()));
  }
  return false;
}

bool LooksLikeAnId(std::string_view text) {
  constexpr std::size_t kLongest = 256;
  return !text.empty() && text.size() <= kLongest && std::ranges::all_of(text, IsIdCharacter) && !MayHoldAPhone(text);
}

std::string Hash(std::string_view text) {
  static const auto kKey = [] {
    std::array<std::uint8_t, 32> key;
    FillRandom(key);
    return key;
  }();
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  HMAC(EVP_sha256(), kKey.data(), static_cast<int>(kKey.size()), reinterpret_cast<const unsigned char*>(text.data()),
       text.size(), digest.data(), &size);
  constexpr char kHex[] = "0123456789abcdef";
  std::string shown = "#";
  for (std::size_t i = 0; i < 8; ++i) {
    shown += kHex[digest[i] >> 4];
    shown += kHex[digest[i] & 15];
  }
  return shown;
}

}  // namespace

Id::Id(std::string_view text) : shown_(LooksLikeAnId(text) ? std::string(text) : Hash(text)) {}

}  // namespace zamer::log
