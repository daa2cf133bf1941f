// Whatever a browser sends as cookies: what is found is a piece of a field, with the name before it and without what
// separates cookies; what was set is found again, whatever stands around it; and no name stands for another.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "services/gateway/access/cookies.h"

namespace {

using zamer::gateway::access::CookieName;
using zamer::gateway::access::CookieOf;
using zamer::gateway::access::CookieUse;
using zamer::gateway::http::Headers;

constexpr CookieUse kUses[] = {CookieUse::kSession, CookieUse::kDisplay, CookieUse::kProvider};

void Insist(bool condition) {
  if (!condition) std::abort();
}

void CheckFound(const std::string& field, CookieUse use, bool secure) {
  const Headers headers = {{"cookie", field}};
  const std::string found(CookieOf(headers, use, secure));
  if (found.empty()) return;
  Insist(found.find(';') == std::string::npos);
  Insist(field.find(std::string(CookieName(use, secure)) + "=" + found) != std::string::npos);
}

// Ours, as the first of a field and as a field of its own.
void CheckFoundAgain(const std::string& field, CookieUse use, bool secure) {
  const std::string ours = std::string(CookieName(use, secure)) + "=0123456789abcdef";
  const Headers before = {{"cookie", ours + "; " + field}};
  Insist(CookieOf(before, use, secure) == "0123456789abcdef");
  const Headers apart = {{"x-cookie", field}, {"cookie", ours}};
  Insist(CookieOf(apart, use, secure) == "0123456789abcdef");
  for (const CookieUse other : kUses) {
    if (other != use) Insist(CookieOf({{"cookie", ours}}, other, secure).empty());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string field(reinterpret_cast<const char*>(data), size);
  for (const CookieUse use : kUses) {
    for (const bool secure : {false, true}) {
      CheckFound(field, use, secure);
      CheckFoundAgain(field, use, secure);
    }
  }
  return 0;
}
