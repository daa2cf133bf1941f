#include "services/gateway/edge/edge.h"

#include <asio/steady_timer.hpp>
#include <asio/use_awaitable.hpp>
#include <utility>

#include "services/common/status/macros.h"
#include "services/gateway/edge/access_log.h"
#include "services/gateway/page/embedded_files.h"

namespace zamer::gateway {

Edge::Edge(EdgeParts parts) : parts_(parts), metrics_(parts.metrics), page_(EmbeddedFiles()) {
  page_.AddTo(router_);
  parts_.bridge.AddTo(router_);
  parts_.readiness.AddTo(router_);
}

absl::Status Edge::Start(const http::ServerOptions& options) {
  ZAMER_ASSIGN_OR_RETURN(server_,
                         http::Server::Start(
                             parts_.loop, options, [this](http::Exchange& exchange) { return router_.Route(exchange); },
                             [this](const http::Answered& answered) { Note(answered); }));
  parts_.logger.Info("serving HTTP", {{"port", server_->port()}});
  return absl::OkStatus();
}

asio::awaitable<void> Edge::Drain(rpc::DrainOptions options) {
  parts_.readiness.Drain();
  asio::steady_timer delay(parts_.loop, absl::ToChronoNanoseconds(options.delay));
  co_await delay.async_wait(asio::use_awaitable);
  parts_.bridge.Drain();
  co_await server_->Drain(options.grace);
}

void Edge::Note(const http::Answered& answered) {
  metrics_.Answered(answered);
  LogRequest(parts_.logger, answered, parts_.bridge.Find(answered.request.path));
}

}  // namespace zamer::gateway
