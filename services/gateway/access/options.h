// What the edge is told about signing in.
#pragma once
#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <string>
#include <vector>

#include "services/common/config/groups.h"
#include "services/common/config/options.h"
#include "services/common/time/clock.h"
#include "services/gateway/access/doorkeeper.h"
#include "services/gateway/access/identity_provider.h"
#include "services/gateway/access/token_minter.h"
#include "services/gateway/domain/access/sessions.h"

namespace zamer::gateway::access {

// The options. They must outlive the Options that they are declared in.
struct AccessOptions {
  SessionTimes session_times;
  // Private JWK by which the services behind know the edge's tokens; the file may change.
  config::FilePath session_key_file;
  int password_threads = 2;
  // The department's identity provider; none while the issuer is empty.
  std::string oidc_issuer;
  std::string oidc_client_id;
  config::Secret oidc_client_secret;
  std::string oidc_department;
  std::string oidc_claim = "sub";

  // Production needs a session key. `server` must outlive the Options.
  void Declare(config::Options& options, const config::ServerConfig& server);

 private:
  void DeclareProvider(config::Options& options, const config::ServerConfig& server);
};

// What follows from them.
struct AccessSettings {
  SessionTimes session_times = {};
  int password_threads = 2;
  TokenMinter mint;
  Surroundings surroundings = {};
  ProviderSettings provider = {};
};

// CREDENTIALS_UNUSABLE when the session key is none. `allowed_origins`: as Surroundings; `clock` and `logger` must
// outlive the settings.
absl::StatusOr<AccessSettings> SettingsOf(const AccessOptions& options, const config::ServerConfig& server,
                                          const config::AuthConfig& auth, std::vector<std::string> allowed_origins,
                                          const Clock& clock, log::Logger& logger);

}  // namespace zamer::gateway::access
