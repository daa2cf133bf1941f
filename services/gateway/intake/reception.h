// The doors at which platforms deliver: authenticates, stores, then answers as the platform expects.
#pragma once
#include <asio/awaitable.hpp>
#include <map>
#include <string>

#include "services/gateway/domain/rate_limit.h"
#include "services/gateway/http/exchange.h"
#include "services/gateway/intake/intake_parts.h"
#include "services/gateway/intake/storing.h"
#include "services/gateway/router.h"

namespace zamer::gateway::intake {

// Loop thread only.
class Reception {
 public:
  Reception(const Tools& tools, Storing& storing);

  // `/in/{way_in}` for each way in. This must outlive the router's use.
  void AddRoutes(Router& router);

 private:
  using Answer = asio::awaitable<absl::Status>;

  // An error becomes the answer, and is counted where it is the sender's.
  Answer Take(const WayIn& way, http::Exchange& exchange);
  Answer TakeOfKind(const WayIn& way, http::Exchange& exchange);
  Answer TakeVk(const WayIn& way, http::Exchange& exchange);
  Answer TakeMeta(const WayIn& way, http::Exchange& exchange);
  Answer TakeCall(const WayIn& way, http::Exchange& exchange);
  // A browser reads errors too only with the headers of CORS, so they are answered here.
  Answer TakeForm(const WayIn& way, http::Exchange& exchange);
  absl::StatusOr<Arrivals> ReadFormOf(const WayIn& way, const http::Request& request);

  // Stores what is worth it, and counts what is not.
  asio::awaitable<absl::StatusOr<std::vector<std::string>>> Keep(const WayIn& way, Arrivals arrivals);
  void CountRefusal(const WayIn& way, const absl::Status& status);

  const Tools tools_;
  Storing& storing_;
  // Of forms, by way in.
  std::map<std::string, RateLimit, std::less<>> rates_;
};

}  // namespace zamer::gateway::intake
