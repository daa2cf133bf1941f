#include "services/gateway/edge/readiness.h"

#include "services/common/status/errors.h"

namespace zamer::gateway {
namespace {

http::Response Plain(const char* text) {
  return {200, {{"content-type", "text/plain; charset=utf-8"}, {"cache-control", "no-store"}}, text};
}

}  // namespace

void Readiness::AddTo(Router& router) const {
  router.Add("GET", "/healthz", [](http::Exchange& exchange) { return exchange.Respond(Plain("alive\n")); });
  router.Add("GET", "/readyz", [this](http::Exchange& exchange) { return AnswerReady(exchange); });
}

asio::awaitable<absl::Status> Readiness::AnswerReady(http::Exchange& exchange) const {
  if (draining_) {
    co_return Unavailable(Reason::kDraining, "This replica is shutting down; send requests to another one.",
                          absl::ZeroDuration());
  }
  if (!store_connected_()) {
    co_return Unavailable(Reason::kStoreUnavailable, "Redis is out of reach, so nobody can be recognised by a session.",
                          absl::Seconds(1));
  }
  co_return co_await exchange.Respond(Plain("ready\n"));
}

}  // namespace zamer::gateway
