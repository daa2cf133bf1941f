#include "services/gateway/access/options.h"

#include <optional>
#include <utility>

#include "services/common/status/macros.h"

namespace zamer::gateway::access {

void AccessOptions::Declare(config::Options& options, const config::ServerConfig& server) {
  using config::Between;
  options.Group("Signing in");
  options.Add("session-idle", session_times.idle, "A session that is not used for so long is over.",
              Between(absl::Minutes(1), absl::Hours(24 * 30)));
  options.Add("session-life", session_times.life, "A session is over after so long however much it is used.",
              Between(absl::Minutes(1), absl::Hours(24 * 366)));
  options.Add(
      "session-key-file", session_key,
      "Private Ed25519 key, a JWK, that signs who is signed in for the services behind; the public part belongs "
      "into their JWKS file. Without it the development key does.");
  options.Add("password-threads", password_threads, "Passwords that are checked at once; each takes 64 MiB.",
              Between(1, 16));
  options.Check([this, &server]() -> std::optional<std::string> {
    if (server.mode == config::Mode::kDevelopment || !session_key.empty()) return std::nullopt;
    return "--session-key-file must be given in production";
  });
}

absl::StatusOr<AccessSettings> SettingsOf(const AccessOptions& options, const config::ServerConfig& server,
                                          const config::AuthConfig& auth, std::vector<std::string> allowed_origins,
                                          const Clock& clock) {
  AccessSettings settings{.session_times = options.session_times,
                          .password_threads = options.password_threads,
                          .mint = DevelopmentMinter(clock)};
  if (!options.session_key.empty()) {
    ZAMER_ASSIGN_OR_RETURN(settings.mint, KeyMinter(clock, options.session_key.Reveal(),
                                                    {.issuer = auth.issuer, .audience = auth.audience}));
  }
  settings.surroundings = {.always_secure = server.mode == config::Mode::kProduction,
                           .allowed_origins = std::move(allowed_origins)};
  return settings;
}

}  // namespace zamer::gateway::access
