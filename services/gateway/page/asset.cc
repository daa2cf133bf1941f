#include "services/gateway/page/asset.h"

#include <absl/strings/escaping.h>
#include <absl/strings/str_cat.h>
#include <openssl/sha.h>

#include <algorithm>
#include <array>
#include <utility>

#include "services/gateway/page/gzip.h"

namespace zamer::gateway {
namespace {

struct Kind {
  std::string_view suffix;
  std::string_view media_type;
  bool compressible;
};

constexpr std::array kKinds = {
    Kind{".html", "text/html; charset=utf-8", true},
    Kind{".js", "text/javascript; charset=utf-8", true},
    Kind{".css", "text/css; charset=utf-8", true},
    Kind{".json", "application/json", true},
    Kind{".webmanifest", "application/manifest+json", true},
    Kind{".svg", "image/svg+xml", true},
    Kind{".txt", "text/plain; charset=utf-8", true},
    Kind{".png", "image/png", false},
    Kind{".ico", "image/vnd.microsoft.icon", true},
    Kind{".woff2", "font/woff2", false},
    Kind{"", "application/octet-stream", false},
};

const Kind& KindOf(std::string_view path) {
  return *std::ranges::find_if(kKinds, [path](const Kind& kind) { return path.ends_with(kind.suffix); });
}

// The build names what is in /assets/ after its content, so another content has another name.
bool IsNamedByContent(std::string_view path) { return path.starts_with("/assets/"); }

std::string TagOf(std::string_view bytes) {
  constexpr std::size_t kDigits = 16;
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest;
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest.data());
  const std::string hex =
      absl::BytesToHexString(std::string(reinterpret_cast<const char*>(digest.data()), digest.size()));
  return absl::StrCat("W/\"", hex.substr(0, kDigits), "\"");
}

std::string Compressed(std::string_view bytes) {
  std::string gzipped = Gzip(bytes);
  return gzipped.size() < bytes.size() ? gzipped : "";
}

}  // namespace

Asset::Asset(const EmbeddedFile& file)
    : media_type(KindOf(file.path).media_type),
      plain(file.bytes),
      gzipped(KindOf(file.path).compressible ? Compressed(file.bytes) : ""),
      tag(TagOf(file.bytes)),
      cache_control(IsNamedByContent(file.path) ? "public, max-age=31536000, immutable" : "no-cache") {}

}  // namespace zamer::gateway
