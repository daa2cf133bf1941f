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
      "session-key-file", session_key_file,
      "Private Ed25519 key, a JWK, that signs who is signed in for the services behind; the public part belongs "
      "into their JWKS file. Without it the development key does.");
  options.Add("password-threads", password_threads, "Passwords that are checked at once; each takes 64 MiB.",
              Between(1, 16));
  options.Check([this, &server]() -> std::optional<std::string> {
    if (server.mode == config::Mode::kDevelopment || !session_key_file.path.empty()) return std::nullopt;
    return "--session-key-file must be given in production";
  });
  DeclareProvider(options, server);
}

void AccessOptions::DeclareProvider(config::Options& options, const config::ServerConfig& server) {
  options.Group("Identity provider");
  options.Add("oidc-issuer", oidc_issuer, "URL of the OpenID Connect provider; none for passwords only.");
  options.Add("oidc-client-id", oidc_client_id, "How the edge is called there.");
  options.Add("oidc-client-secret-file", oidc_client_secret, "The edge's secret there; none for a public client.");
  options.Add("oidc-department", oidc_department, "Id of the department whose people sign in there.");
  options.Add("oidc-claim", oidc_claim, "The claim that is an employee's login here, such as sub or email.",
              config::NotEmpty());
  options.Check([this, &server]() -> std::optional<std::string> {
    if (oidc_issuer.empty()) return std::nullopt;
    if (oidc_client_id.empty() || oidc_department.empty()) {
      return "--oidc-issuer needs --oidc-client-id and --oidc-department";
    }
    if (server.mode == config::Mode::kDevelopment || oidc_issuer.starts_with("https://")) return std::nullopt;
    return "--oidc-issuer must begin with https:// in production";
  });
}

absl::StatusOr<AccessSettings> SettingsOf(const AccessOptions& options, const config::ServerConfig& server,
                                          const config::AuthConfig& auth, std::vector<std::string> allowed_origins,
                                          const Clock& clock, log::Logger& logger) {
  AccessSettings settings{.session_times = options.session_times,
                          .password_threads = options.password_threads,
                          .mint = DevelopmentMinter(clock)};
  if (!options.session_key_file.path.empty()) {
    ZAMER_ASSIGN_OR_RETURN(settings.mint, KeyFileMinter(clock, logger, options.session_key_file.path,
                                                        {.issuer = auth.issuer, .audience = auth.audience}));
  }
  const bool production = server.mode == config::Mode::kProduction;
  settings.provider = {.issuer = options.oidc_issuer,
                       .client_id = options.oidc_client_id,
                       .client_secret = options.oidc_client_secret.Reveal(),
                       .department = options.oidc_department,
                       .claim = options.oidc_claim,
                       .plain_too = !production};
  settings.surroundings = {.always_secure = production, .allowed_origins = std::move(allowed_origins)};
  return settings;
}

}  // namespace zamer::gateway::access
