#pragma once
#include <absl/status/status.h>

#include <asio/awaitable.hpp>

#include "services/common/time/clock.h"
#include "services/gateway/access/doorkeeper.h"
#include "services/gateway/access/password_check.h"
#include "services/gateway/access/session_keeper.h"
#include "services/gateway/domain/access/peers.h"
#include "services/gateway/http/exchange.h"
#include "services/gateway/router.h"

namespace zamer::gateway::access {

// The paths by which browsers sign in and out, as sign_in.proto describes them:
//
//   GET  /auth/session     who is signed in; 401 SESSION_ENDED for nobody
//   POST /auth/sign-in     with a login and a password
//   POST /auth/sign-out
//   GET  /auth/methods     how one can sign in
//   GET  /display/<secret> makes the browser a display, and shows it
//
// Loop thread only.
class SessionRoutes {
 public:
  // All must outlive it.
  SessionRoutes(const Clock& clock, Doorkeeper& door, PasswordCheck& check, SessionKeeper& sessions,
                DisplayKeeper& displays, bool has_provider)
      : clock_(clock),
        door_(door),
        check_(check),
        sessions_(sessions),
        displays_(displays),
        has_provider_(has_provider) {}

  // This must outlive the router's use.
  void AddTo(Router& router);

 private:
  asio::awaitable<absl::Status> ShowSession(http::Exchange& exchange);
  asio::awaitable<absl::Status> SignIn(http::Exchange& exchange);
  asio::awaitable<absl::Status> SignOut(http::Exchange& exchange);
  asio::awaitable<absl::Status> ShowMethods(http::Exchange& exchange);
  asio::awaitable<absl::Status> BecomeDisplay(http::Exchange& exchange);

  // Whose credentials the request's body holds, unless its address has to wait.
  asio::awaitable<absl::StatusOr<EmployeeName>> CheckCredentials(const http::Request& request);

  const Clock& clock_;
  Doorkeeper& door_;
  PasswordCheck& check_;
  SessionKeeper& sessions_;
  DisplayKeeper& displays_;
  const bool has_provider_;
  Peers peers_;
};

}  // namespace zamer::gateway::access
