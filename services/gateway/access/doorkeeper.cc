#include "services/gateway/access/doorkeeper.h"

#include <absl/strings/match.h>

#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/gateway/access/patience.h"
#include "services/gateway/access/refusals.h"
#include "services/gateway/domain/access/origin.h"

namespace zamer::gateway::access {
namespace {

constexpr std::string_view kBearer = "Bearer ";

bool HasCookie(const http::Request& request, CookieUse use, bool secure) {
  return !CookieOf(request.headers, use, secure).empty();
}

absl::StatusOr<std::string> BearerToken(std::string_view authorization) {
  if (absl::StartsWithIgnoreCase(std::string(authorization), std::string(kBearer))) {
    return std::string(authorization.substr(kBearer.size()));
  }
  return Unauthenticated(Reason::kTokenInvalid, "The header authorization must be `Bearer` and a token.");
}

}  // namespace

absl::Status Doorkeeper::CheckOrigin(const http::Request& request) const {
  const Sender sender{
      .origin = request.headers.Get("origin"), .host = request.headers.Get("host"), .secure = IsSecure(request)};
  return IsOwnOrigin(sender, surroundings_.allowed_origins) ? absl::OkStatus() : OtherOrigin();
}

std::optional<Ticket> Doorkeeper::TicketOf(const http::Request& request, CookieUse use) const {
  return Ticket::Parse(CookieOf(request.headers, use, IsSecure(request)));
}

asio::awaitable<absl::StatusOr<std::optional<Caller>>> Doorkeeper::Identify(const http::Request& request) {
  const bool secure = IsSecure(request);
  const bool has_session = HasCookie(request, CookieUse::kSession, secure);
  if (!has_session && !HasCookie(request, CookieUse::kDisplay, secure)) co_return std::nullopt;
  ZAMER_CO_RETURN_IF_ERROR(CheckOrigin(request));
  if (auto ticket = TicketOf(request, CookieUse::kSession)) {
    auto caller = co_await sessions_.Resolve(*std::move(ticket), Soon());
    if (caller.ok()) co_return *std::move(caller);
    if (!absl::IsUnauthenticated(caller.status())) co_return caller.status();
  }
  // A screen on the wall stays one when the session of who set it up is over.
  auto ticket = TicketOf(request, CookieUse::kDisplay);
  if (!ticket) co_return Ended();
  ZAMER_CO_ASSIGN_OR_RETURN(Caller display, co_await displays_.Resolve(*std::move(ticket), Soon()));
  co_return std::move(display);
}

asio::awaitable<absl::StatusOr<std::string>> Doorkeeper::Authorize(const http::Request& request) {
  const std::string_view authorization = request.headers.Get("authorization");
  if (!authorization.empty()) co_return BearerToken(authorization);
  ZAMER_CO_ASSIGN_OR_RETURN(const std::optional<Caller> caller, co_await Identify(request));
  co_return caller ? tokens_.For(caller->subject) : std::string();
}

}  // namespace zamer::gateway::access
