#pragma once
#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <asio/awaitable.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "services/common/security/key_set.h"
#include "services/common/time/clock.h"
#include "services/gateway/fetch/fetcher.h"

namespace zamer::gateway::access {

// A department's identity provider, and how we are known there.
struct ProviderSettings {
  // Its `issuer`, a URL; empty: there is none.
  std::string issuer = {};
  std::string client_id = {};
  // Empty for a client that has none and shows who it is by PKCE alone.
  std::string client_secret = {};
  // Id of the department that it signs in.
  std::string department = {};
  // The claim that says which login somebody has here.
  std::string claim = "sub";
  // Whether it may be asked without TLS, on a developer's machine.
  bool plain_too = false;
};

// What one attempt to sign in is known by. All of it follows from one secret that the browser keeps, so that nothing
// has to be kept here and another browser can make nothing of what the provider sends back.
struct ProviderAttempt {
  explicit ProviderAttempt(std::string_view secret);

  // Comes back with the provider's answer.
  std::string state;
  // Comes back in the ID token.
  std::string nonce;
  // Shows that who redeems the code is who asked for it (PKCE, RFC 7636).
  std::string verifier;
};

// Speaks OpenID Connect with the provider: authorization code with PKCE. Loop thread only.
class IdentityProvider {
 public:
  // `clock` must outlive it.
  IdentityProvider(asio::io_context& loop, const Clock& clock, ProviderSettings settings);

  const ProviderSettings& settings() const { return settings_; }

  // Where the browser has to go. `back`: our URL that the provider sends it back to.
  asio::awaitable<absl::StatusOr<std::string>> SignInUrl(ProviderAttempt attempt, std::string back);
  // The login of whom the code stands for. IDENTITY_PROVIDER_FAILED when the provider does not vouch for him.
  asio::awaitable<absl::StatusOr<std::string>> Redeem(std::string code, ProviderAttempt attempt, std::string back);

 private:
  // What the provider says of itself (OpenID Connect Discovery).
  struct Endpoints {
    std::string authorization;
    std::string token;
    std::string keys;
    absl::Time read_at;
  };
  struct Keys {
    security::KeySet set;
    absl::Time read_at;
  };

  // The body of an answer 200; IDENTITY_PROVIDER_FAILED for any other.
  asio::awaitable<absl::StatusOr<std::string>> Ask(FetchRequest request);
  asio::awaitable<absl::StatusOr<Endpoints>> Discover();
  asio::awaitable<absl::StatusOr<std::string>> AskForIdToken(std::string code, ProviderAttempt attempt,
                                                             std::string back);
  // Reads the provider's keys unless they are known: also anew, now and then, when this one is not among them.
  asio::awaitable<absl::Status> LearnKeys(std::string key_id);

  const Clock& clock_;
  const ProviderSettings settings_;
  Fetcher fetcher_;
  std::optional<Endpoints> endpoints_;
  std::optional<Keys> keys_;
};

}  // namespace zamer::gateway::access
