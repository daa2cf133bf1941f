#pragma once

#include <absl/status/status.h>
#include <absl/time/time.h>

#include <asio/awaitable.hpp>
#include <asio/io_context.hpp>
#include <memory>

#include "services/common/log/logger.h"
#include "services/common/metrics/registry.h"
#include "services/common/rpc/server.h"
#include "services/gateway/bridge/bridge.h"
#include "services/gateway/edge/edge_metrics.h"
#include "services/gateway/edge/readiness.h"
#include "services/gateway/http/server.h"
#include "services/gateway/page/page.h"
#include "services/gateway/router.h"

namespace zamer::gateway {

struct EdgeParts {
  asio::io_context& loop;
  log::Logger& logger;
  metrics::Registry& metrics;
  Bridge& bridge;
  Readiness& readiness;
};

// Everything that is served over HTTP, and what is told of it. Everything referred to must outlive it. Loop thread
// only.
class Edge {
 public:
  explicit Edge(EdgeParts parts);

  // Where further parts put their paths, before Start.
  Router& router() { return router_; }

  // ADDRESS_UNUSABLE, CREDENTIALS_UNUSABLE.
  absl::Status Start(const http::ServerOptions& options);

  // Goes away: not ready, serve on for `delay`, end the streams and refuse calls, let what is under way finish within
  // `grace`.
  asio::awaitable<void> Drain(rpc::DrainOptions options);

 private:
  void Note(const http::Answered& answered);

  EdgeParts parts_;
  EdgeMetrics metrics_;
  Page page_;
  Router router_;
  std::unique_ptr<http::Server> server_;
};

}  // namespace zamer::gateway
