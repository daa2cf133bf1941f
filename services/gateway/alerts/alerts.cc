#include "services/gateway/alerts/alerts.h"

#include <absl/strings/str_cat.h>

#include <utility>

#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/gateway/domain/alerts/alerts_of.h"

namespace zamer::gateway {
namespace {

constexpr absl::Duration kRemembered = absl::Seconds(5);
constexpr int kOk = 200;

http::Response JsonOf(std::string body) {
  return {kOk, {{"content-type", "application/json"}, {"cache-control", "no-store"}}, std::move(body)};
}

}  // namespace

void AlertsOptions::Declare(config::Options& options) {
  options.Group("Alerts");
  options.Add("alertmanager-url", alertmanager_url, "Where Alertmanager is, such as http://alertmanager:9093.");
}

Alerts::Alerts(asio::io_context& loop, const Clock& clock, const AlertsOptions& options, Authorize authorize,
               security::Authenticator& authenticator)
    : clock_(clock),
      options_(options),
      authorize_(std::move(authorize)),
      authenticator_(authenticator),
      fetcher_(loop, true) {}

void Alerts::AddRoutes(Router& router) {
  router.Add("GET", "/alerts", [this](http::Exchange& exchange) { return Show(exchange); });
  router.Add("POST", "/alerts", [this](http::Exchange& exchange) { return Hear(exchange); });
}

asio::awaitable<absl::Status> Alerts::Show(http::Exchange& exchange) {
  ZAMER_CO_ASSIGN_OR_RETURN(const std::string department, co_await DepartmentOfCaller(exchange.request()));
  if (options_.alertmanager_url.empty()) co_return co_await exchange.Respond(JsonOf("[]"));
  ZAMER_CO_ASSIGN_OR_RETURN(const std::string all, co_await Ask());
  ZAMER_CO_ASSIGN_OR_RETURN(std::string told, AlertsOf(all, department));
  co_return co_await exchange.Respond(JsonOf(std::move(told)));
}

// What the body says does not count: Alertmanager is the one to ask, so that nobody can make alerts up.
asio::awaitable<absl::Status> Alerts::Hear(http::Exchange& exchange) {
  answered_at_ = absl::InfinitePast();
  co_return co_await exchange.Respond({.status = 204});
}

asio::awaitable<absl::StatusOr<std::string>> Alerts::DepartmentOfCaller(const http::Request& request) {
  ZAMER_CO_ASSIGN_OR_RETURN(const std::string token, co_await authorize_(request));
  if (token.empty()) co_return Unauthenticated(Reason::kTokenMissing, "Sign in first.");
  ZAMER_CO_ASSIGN_OR_RETURN(const auto principal, authenticator_.Verify(token));
  const bool may = principal->roles.Has(type::v1::SALES_HEAD) || principal->roles.Has(type::v1::OPERATOR);
  if (!may) co_return PermissionDenied(Reason::kRoleNotAllowed, "Alerts are for the head of sales.");
  co_return principal->department;
}

asio::awaitable<absl::StatusOr<std::string>> Alerts::Ask() {
  if (clock_.Now() - answered_at_ < kRemembered) co_return answer_;
  ZAMER_CO_ASSIGN_OR_RETURN(
      FetchAnswer answer,
      co_await fetcher_.Fetch({.url = absl::StrCat(options_.alertmanager_url,
                                                   "/api/v2/alerts?active=true&silenced=false&inhibited=false")}));
  if (answer.status != kOk) {
    co_return Unavailable(Reason::kPeerUnavailable, "Alertmanager does not answer as it should.", kRemembered);
  }
  answer_ = std::move(answer.body);
  answered_at_ = clock_.Now();
  co_return answer_;
}

}  // namespace zamer::gateway
