// What fires, for the page of who has to act.
#pragma once
#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <asio/awaitable.hpp>
#include <asio/io_context.hpp>
#include <string>

#include "services/common/config/options.h"
#include "services/common/security/authenticator.h"
#include "services/common/time/clock.h"
#include "services/gateway/authorize.h"
#include "services/gateway/fetch/fetcher.h"
#include "services/gateway/router.h"

namespace zamer::gateway {

struct AlertsOptions {
  // Where Alertmanager is; empty: there are no alerts.
  std::string alertmanager_url;

  // Must outlive the Options.
  void Declare(config::Options& options);
};

// Asks Alertmanager, which keeps the alerts: nothing is kept here but its last answer, for a few seconds. Loop thread
// only.
class Alerts {
 public:
  // All must outlive it.
  Alerts(asio::io_context& loop, const Clock& clock, const AlertsOptions& options, Authorize authorize,
         security::Authenticator& authenticator);

  // `GET /alerts`: a JSON array of the alerts of the caller's department and of the platform, for the head of sales.
  // `POST /alerts`: Alertmanager says that something has changed, so it is asked anew.
  void AddRoutes(Router& router);

 private:
  asio::awaitable<absl::Status> Show(http::Exchange& exchange);
  asio::awaitable<absl::Status> Hear(http::Exchange& exchange);
  // The department of a caller who may see alerts.
  asio::awaitable<absl::StatusOr<std::string>> DepartmentOfCaller(const http::Request& request);
  asio::awaitable<absl::StatusOr<std::string>> Ask();

  const Clock& clock_;
  const AlertsOptions& options_;
  const Authorize authorize_;
  security::Authenticator& authenticator_;
  Fetcher fetcher_;
  std::string answer_;
  absl::Time answered_at_ = absl::InfinitePast();
};

}  // namespace zamer::gateway
