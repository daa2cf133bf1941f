#include "services/gateway/access/session_routes.h"

#include <absl/strings/match.h>
#include <google/protobuf/util/json_util.h>

#include <utility>

#include "services/common/rpc/check_request.h"
#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/gateway/access/patience.h"
#include "services/gateway/access/refusals.h"
#include "services/gateway/access/replies.h"

namespace zamer::gateway::access {
namespace {

constexpr std::size_t kMostBodyBytes = 4 << 10;
constexpr std::string_view kDisplayPath = "/display/";
// As long as browsers keep a cookie at most; what ends a display is its revocation.
constexpr absl::Duration kDisplayLife = absl::Hours(24 * 400);

absl::Status Invalid(std::string_view message) { return InvalidArgument(Reason::kHttpRequestInvalid, message); }

// A form of another site can send other types, but not this one.
bool IsJson(std::string_view content_type) {
  return absl::EqualsIgnoreCase(std::string(content_type.substr(0, content_type.find_first_of("; "))),
                                "application/json");
}

absl::StatusOr<v1::SignInRequest> ReadSignIn(const http::Request& request) {
  if (!IsJson(request.headers.Get("content-type"))) return Invalid("The content-type must be application/json.");
  if (request.body.size() > kMostBodyBytes) {
    return ResourceExhausted(Reason::kMessageTooLarge, "The body may have 4 KiB at most.", absl::ZeroDuration());
  }
  v1::SignInRequest asked;
  if (!google::protobuf::util::JsonStringToMessage(request.body, &asked).ok()) {
    return Invalid("The body must be a JSON object with department, login and password.");
  }
  ZAMER_RETURN_IF_ERROR(rpc::CheckFields(rpc::PlanOf(*v1::SignInRequest::descriptor()), asked, nullptr));
  return asked;
}

}  // namespace

void SessionRoutes::AddTo(Router& router) {
  router.Add("GET", "/auth/session", [this](http::Exchange& exchange) { return ShowSession(exchange); });
  router.Add("POST", "/auth/sign-in", [this](http::Exchange& exchange) { return SignIn(exchange); });
  router.Add("POST", "/auth/sign-out", [this](http::Exchange& exchange) { return SignOut(exchange); });
  router.Add("GET", "/auth/methods", [this](http::Exchange& exchange) { return ShowMethods(exchange); });
  router.Add("GET", std::string(kDisplayPath), [this](http::Exchange& exchange) { return BecomeDisplay(exchange); });
}

asio::awaitable<absl::Status> SessionRoutes::ShowSession(http::Exchange& exchange) {
  ZAMER_CO_ASSIGN_OR_RETURN(const std::optional<Caller> caller, co_await door_.Identify(exchange.request()));
  // That nobody has signed in yet is an answer, not an error, which browsers would put into their logs.
  if (!caller) co_return co_await exchange.Respond({.status = 204, .headers = {{"cache-control", "no-store"}}});
  co_return co_await exchange.Respond(JsonReply(caller->shown));
}

asio::awaitable<absl::StatusOr<EmployeeName>> SessionRoutes::CheckCredentials(const http::Request& request) {
  ZAMER_CO_ASSIGN_OR_RETURN(const v1::SignInRequest asked, ReadSignIn(request));
  const absl::Duration wait = peers_.WaitFor(request.peer, clock_.Now());
  if (wait > absl::ZeroDuration()) co_return TooMany(wait);
  // Counted before it is known to fail, so that many at once do not all slip through.
  peers_.Failed(request.peer, clock_.Now());
  const absl::StatusOr<std::string> employee = co_await check_.Check(
      {.department = asked.department(), .login = asked.login(), .password = asked.password()}, Soon());
  if (!absl::IsUnauthenticated(employee.status())) peers_.Forgive(request.peer);
  if (!employee.ok()) co_return employee.status();
  co_return EmployeeName{.department = asked.department(), .employee = *employee};
}

asio::awaitable<absl::Status> SessionRoutes::SignIn(http::Exchange& exchange) {
  const http::Request& request = exchange.request();
  ZAMER_CO_RETURN_IF_ERROR(door_.CheckOrigin(request));
  ZAMER_CO_ASSIGN_OR_RETURN(EmployeeName employee, co_await CheckCredentials(request));
  ZAMER_CO_ASSIGN_OR_RETURN(const Ticket ticket, co_await sessions_.Begin(std::move(employee), Soon()));
  ZAMER_CO_ASSIGN_OR_RETURN(const Caller caller, co_await sessions_.Resolve(ticket, Soon()));
  if (auto before = door_.TicketOf(request, CookieUse::kSession)) {
    ZAMER_CO_RETURN_IF_ERROR(co_await sessions_.End(*std::move(before), Soon()));
  }
  http::Response response = JsonReply(caller.shown);
  response.headers.Add(
      "set-cookie", SetCookie(CookieUse::kSession, door_.IsSecure(request), ticket.ToString(), sessions_.times().life));
  co_return co_await exchange.Respond(std::move(response));
}

asio::awaitable<absl::Status> SessionRoutes::SignOut(http::Exchange& exchange) {
  const http::Request& request = exchange.request();
  ZAMER_CO_RETURN_IF_ERROR(door_.CheckOrigin(request));
  if (auto ticket = door_.TicketOf(request, CookieUse::kSession)) {
    ZAMER_CO_RETURN_IF_ERROR(co_await sessions_.End(*std::move(ticket), Soon()));
  }
  http::Response response{.status = 204, .headers = {{"cache-control", "no-store"}}};
  for (const CookieUse use : {CookieUse::kSession, CookieUse::kDisplay}) {
    response.headers.Add("set-cookie", SetCookie(use, door_.IsSecure(request), "", absl::ZeroDuration()));
  }
  co_return co_await exchange.Respond(std::move(response));
}

asio::awaitable<absl::Status> SessionRoutes::ShowMethods(http::Exchange& exchange) {
  v1::SignInMethods methods;
  methods.set_password(true);
  methods.set_identity_provider(has_provider_);
  co_return co_await exchange.Respond(JsonReply(methods));
}

asio::awaitable<absl::Status> SessionRoutes::BecomeDisplay(http::Exchange& exchange) {
  const http::Request& request = exchange.request();
  const auto ticket = Ticket::Parse(std::string_view(request.path).substr(kDisplayPath.size()));
  if (!ticket) co_return Ended();
  ZAMER_CO_RETURN_IF_ERROR((co_await displays_.Resolve(*ticket, Soon())).status());
  http::Response response = Redirect("/tv");
  response.headers.Add("set-cookie",
                       SetCookie(CookieUse::kDisplay, door_.IsSecure(request), ticket->ToString(), kDisplayLife));
  co_return co_await exchange.Respond(std::move(response));
}

}  // namespace zamer::gateway::access
