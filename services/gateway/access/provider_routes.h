#pragma once
#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <asio/awaitable.hpp>
#include <string>

#include "services/gateway/access/doorkeeper.h"
#include "services/gateway/access/identity_provider.h"
#include "services/gateway/access/password_check.h"
#include "services/gateway/access/session_keeper.h"
#include "services/gateway/http/exchange.h"
#include "services/gateway/router.h"

namespace zamer::gateway::access {

// The paths by which people of a department with an identity provider sign in there:
//
//   GET /auth/oidc/start?return=/funnel  goes to the provider
//   GET /auth/oidc/callback              comes back from it, begins a session and goes on to the path; to
//                                        `/?problem=<REASON>` when the provider does not vouch for anybody we know
//
// Loop thread only.
class ProviderRoutes {
 public:
  // All must outlive it.
  ProviderRoutes(IdentityProvider& provider, Doorkeeper& door, PasswordCheck& check, SessionKeeper& sessions)
      : provider_(provider), door_(door), check_(check), sessions_(sessions) {}

  // This must outlive the router's use.
  void AddTo(Router& router);

 private:
  asio::awaitable<absl::Status> Start(http::Exchange& exchange);
  asio::awaitable<absl::Status> ComeBack(http::Exchange& exchange);

  // The session of whom the provider vouches for. `secret`: what the browser has kept.
  asio::awaitable<absl::StatusOr<Ticket>> BeginSession(const http::Request& request, std::string secret);
  // Our URL that the provider sends browsers back to.
  std::string BackUrl(const http::Request& request) const;

  IdentityProvider& provider_;
  Doorkeeper& door_;
  PasswordCheck& check_;
  SessionKeeper& sessions_;
};

}  // namespace zamer::gateway::access
