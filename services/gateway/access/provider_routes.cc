#include "services/gateway/access/provider_routes.h"

#include <absl/strings/str_cat.h>

#include <utility>

#include "services/common/security/json.h"
#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/gateway/access/patience.h"
#include "services/gateway/access/refusals.h"
#include "services/gateway/access/replies.h"
#include "services/gateway/access/secrets.h"
#include "services/gateway/domain/access/form.h"
#include "services/gateway/domain/access/origin.h"

namespace zamer::gateway::access {
namespace {

constexpr std::string_view kCallback = "/auth/oidc/callback";
// How long somebody may take at the provider.
constexpr absl::Duration kAttemptLife = absl::Minutes(10);

// What the browser keeps meanwhile: the attempt's secret, and where to go on.
struct Kept {
  std::string secret;
  std::string path;

  std::string ToString() const { return absl::StrCat(secret, ".", security::EncodeBase64Url(path)); }
  static Kept Parse(std::string_view text) {
    const std::size_t dot = text.find('.');
    if (dot == std::string_view::npos) return {};
    Kept kept{.secret = std::string(text.substr(0, dot)), .path = {}};
    const bool readable = security::DecodeBase64Url(text.substr(dot + 1), kept.path);
    if (!readable || !IsLocalPath(kept.path)) kept.path = "/";
    return kept;
  }
};

std::string PathAfter(const absl::StatusOr<Ticket>& session, const Kept& kept) {
  if (session.ok()) return kept.path;
  const std::optional<Reason> reason = ReasonOf(session.status());
  return absl::StrCat("/?problem=", reason ? std::string(ReasonName(*reason)) : "INTERNAL");
}

}  // namespace

void ProviderRoutes::AddTo(Router& router) {
  router.Add("GET", "/auth/oidc/start", [this](http::Exchange& exchange) { return Start(exchange); });
  router.Add("GET", std::string(kCallback), [this](http::Exchange& exchange) { return ComeBack(exchange); });
}

std::string ProviderRoutes::BackUrl(const http::Request& request) const {
  return absl::StrCat(door_.IsSecure(request) ? "https://" : "http://", std::string(request.headers.Get("host")),
                      std::string(kCallback));
}

asio::awaitable<absl::Status> ProviderRoutes::Start(http::Exchange& exchange) {
  const http::Request& request = exchange.request();
  const std::string wanted = FieldOf(request.query, "return").value_or("/");
  const Kept kept{.secret = NewSecret(), .path = IsLocalPath(wanted) ? wanted : "/"};
  ZAMER_CO_ASSIGN_OR_RETURN(std::string url,
                            co_await provider_.SignInUrl(ProviderAttempt(kept.secret), BackUrl(request)));
  http::Response response = Redirect(std::move(url));
  response.headers.Add("set-cookie",
                       SetCookie(CookieUse::kProvider, door_.IsSecure(request), kept.ToString(), kAttemptLife));
  co_return co_await exchange.Respond(std::move(response));
}

asio::awaitable<absl::StatusOr<Ticket>> ProviderRoutes::BeginSession(const http::Request& request, std::string secret) {
  const ProviderAttempt attempt(secret);
  const bool ours = !secret.empty() && FieldOf(request.query, "state") == attempt.state;
  std::string code = FieldOf(request.query, "code").value_or("");
  if (!ours || code.empty()) co_return ProviderFailed("The identity provider sent no answer to this browser.");
  ZAMER_CO_ASSIGN_OR_RETURN(const std::string login,
                            co_await provider_.Redeem(std::move(code), attempt, BackUrl(request)));
  const std::string& department = provider_.settings().department;
  ZAMER_CO_ASSIGN_OR_RETURN(std::string employee, co_await check_.FindLogin(department, login, Soon()));
  if (employee.empty()) co_return ProviderFailed("Nobody here has the login that the identity provider tells.");
  EmployeeName name{.department = department, .employee = std::move(employee)};
  co_return co_await sessions_.Begin(std::move(name), Soon());
}

asio::awaitable<absl::Status> ProviderRoutes::ComeBack(http::Exchange& exchange) {
  const http::Request& request = exchange.request();
  const bool secure = door_.IsSecure(request);
  const Kept kept = Kept::Parse(CookieOf(request.headers, CookieUse::kProvider, secure));
  const absl::StatusOr<Ticket> session = co_await BeginSession(request, kept.secret);
  http::Response response = Redirect(PathAfter(session, kept));
  response.headers.Add("set-cookie", SetCookie(CookieUse::kProvider, secure, "", absl::ZeroDuration()));
  if (session.ok()) {
    response.headers.Add("set-cookie",
                         SetCookie(CookieUse::kSession, secure, session->ToString(), sessions_.times().life));
  }
  co_return co_await exchange.Respond(std::move(response));
}

}  // namespace zamer::gateway::access
