#pragma once
#include <absl/status/status.h>
#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <asio/awaitable.hpp>
#include <optional>
#include <string>
#include <vector>

#include "services/gateway/access/caller.h"
#include "services/gateway/access/cookies.h"
#include "services/gateway/access/display_keeper.h"
#include "services/gateway/access/session_keeper.h"
#include "services/gateway/access/tokens.h"
#include "services/gateway/http/exchange.h"

namespace zamer::gateway::access {

// How requests reach the edge.
struct Surroundings {
  // Whether browsers speak TLS to us or to what is before us, always: in production they do.
  bool always_secure = true;
  // Origins besides our own whose pages may use our cookies, such as `https://sales.example`.
  std::vector<std::string> allowed_origins = {};
};

// Looks at what a request carries and says who sends it. Loop thread only.
class Doorkeeper {
 public:
  // All but `surroundings` must outlive it.
  Doorkeeper(SessionKeeper& sessions, DisplayKeeper& displays, Tokens& tokens, Surroundings surroundings)
      : sessions_(sessions), displays_(displays), tokens_(tokens), surroundings_(std::move(surroundings)) {}

  // As gateway::Authorize.
  asio::awaitable<absl::StatusOr<std::string>> Authorize(const http::Request& request);
  // Whom the request's cookies stand for; nobody when it has none. SESSION_ENDED when what it has is over.
  asio::awaitable<absl::StatusOr<std::optional<Caller>>> Identify(const http::Request& request);
  // ORIGIN_REFUSED when the page of another site sent the request.
  absl::Status CheckOrigin(const http::Request& request) const;
  // Whether its browser speaks TLS.
  bool IsSecure(const http::Request& request) const { return surroundings_.always_secure || request.secure; }
  // What its cookie says; nothing without one that could be ours.
  std::optional<Ticket> TicketOf(const http::Request& request, CookieUse use) const;

 private:
  SessionKeeper& sessions_;
  DisplayKeeper& displays_;
  Tokens& tokens_;
  const Surroundings surroundings_;
};

}  // namespace zamer::gateway::access
