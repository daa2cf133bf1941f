#include "services/zamerctl/text/ids.h"

#include <absl/strings/ascii.h>
#include <absl/strings/escaping.h>
#include <openssl/sha.h>

namespace zamer::ctl {
namespace {

constexpr std::size_t kLongest = 50;
constexpr std::size_t kDigestDigits = 8;

}  // namespace

std::string Digest(std::string_view text) {
  unsigned char hash[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), hash);
  return absl::BytesToHexString(absl::string_view(reinterpret_cast<const char*>(hash), sizeof(hash) / 2));
}

std::string IdOf(std::string_view text) {
  std::string id;
  bool lossy = false;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    lossy = lossy || !absl::ascii_isascii(byte);
    if (absl::ascii_isalnum(byte)) {
      id.push_back(absl::ascii_tolower(byte));
    } else if (!id.empty() && id.back() != '-') {
      id.push_back('-');
    }
  }
  lossy = lossy || id.size() > kLongest || id.empty();
  id.resize(std::min(id.size(), kLongest));
  while (id.ends_with('-')) id.pop_back();
  if (!lossy) return id;
  return (id.empty() ? "x" : id) + "-" + Digest(text).substr(0, kDigestDigits);
}

}  // namespace zamer::ctl
