#include "services/gateway/domain/trailers.h"

#include <absl/strings/ascii.h>
#include <absl/strings/escaping.h>
#include <absl/strings/str_cat.h>

#include "services/common/status/rpc_status.h"

namespace zamer::gateway {
namespace {

// Binary metadata go without padding.
std::string Base64(const std::string& bytes) {
  std::string text = absl::Base64Escape(bytes);
  while (text.ends_with('=')) text.pop_back();
  return text;
}

bool IsHex(char c) { return absl::ascii_isxdigit(static_cast<unsigned char>(c)); }

}  // namespace

Fields TrailersOf(const absl::Status& status, const Fields& metadata) {
  Fields fields = {{"grpc-status", absl::StrCat(status.raw_code())}};
  if (!status.ok()) {
    const google::rpc::Status details = ToRpcStatus(status);
    fields.emplace_back("grpc-message", PercentEncoded(details.message()));
    fields.emplace_back("grpc-status-details-bin", Base64(details.SerializeAsString()));
  }
  fields.insert(fields.end(), metadata.begin(), metadata.end());
  return fields;
}

std::string PercentEncoded(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string encoded;
  encoded.reserve(text.size());
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte <= 0x7e && byte != '%') {
      encoded += c;
    } else {
      encoded += {'%', kDigits[byte >> 4], kDigits[byte & 0xf]};
    }
  }
  return encoded;
}

std::string PercentDecoded(std::string_view text) {
  std::string decoded;
  decoded.reserve(text.size());
  while (!text.empty()) {
    if (text.front() == '%' && text.size() > 2 && IsHex(text[1]) && IsHex(text[2])) {
      decoded += absl::HexStringToBytes(std::string(text.substr(1, 2)));
      text.remove_prefix(3);
    } else {
      decoded += text.front();
      text.remove_prefix(1);
    }
  }
  return decoded;
}

}  // namespace zamer::gateway
