#include "services/common/security/token_source.h"

#include <absl/time/time.h>

#include <fstream>
#include <iterator>
#include <memory>
#include <utility>

#include "services/common/security/development_token.h"
#include "services/common/time/clock.h"

namespace zamer::security {
namespace {

constexpr absl::Duration kTokenLife = absl::Hours(1);
constexpr absl::Duration kFileLife = absl::Seconds(10);

// A token and how long it is good enough to be shown without asking for another.
struct Held {
  std::string token;
  absl::Time until = absl::InfinitePast();
};

std::string Trimmed(std::string text) {
  const size_t last = text.find_last_not_of(" \t\r\n");
  text.resize(last == std::string::npos ? 0 : last + 1);
  return text;
}

}  // namespace

TokenSource DevelopmentTokens(const Clock& clock, std::string_view service) {
  return [&clock, subject = "services/" + std::string(service), held = Held{}]() mutable {
    if (const absl::Time now = clock.Now(); now >= held.until) {
      held = {MintDevelopmentToken(clock, subject, "*", {type::v1::SERVICE}, kTokenLife), now + kTokenLife / 2};
    }
    return held.token;
  };
}

TokenSource TokensFromFile(const Clock& clock, std::string path) {
  return [&clock, path = std::move(path), held = Held{}]() mutable {
    if (const absl::Time now = clock.Now(); now >= held.until) {
      std::ifstream file(path);
      std::string content = Trimmed({std::istreambuf_iterator<char>(file), {}});
      if (!content.empty()) held.token = std::move(content);
      held.until = now + kFileLife;
    }
    return held.token;
  };
}

}  // namespace zamer::security
