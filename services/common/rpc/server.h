#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>
#include <absl/time/time.h>
#include <grpcpp/grpcpp.h>

#include <asio/awaitable.hpp>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "services/common/rpc/host.h"

namespace zamer::rpc {

// Files of a TLS server, PEM. All empty: no TLS (loopback, or a mesh that encrypts).
struct TlsFiles {
  std::string certificate = {};
  std::string key = {};
  // When set, callers must show a certificate signed by it.
  std::string client_authority = {};
};

struct ServerOptions {
  // Numeric address (IPv6 in brackets) and port to listen on; port 0 takes a free one, which Server::port() reports.
  std::string address = "127.0.0.1:0";
  TlsFiles tls = {};
  int max_message_bytes = 4 << 20;
  // Connections open at once; more wait in the kernel's backlog.
  int max_connections = 4096;
  int max_streams_per_connection = 1000;
  absl::Duration keepalive = absl::Seconds(30);
  // A connection is closed gracefully at this age, so that clients look for new replicas.
  absl::Duration max_connection_age = absl::Minutes(5);
  absl::Duration max_connection_age_grace = absl::Seconds(30);
  bool reflection = true;
};

// How a server goes away.
struct DrainOptions {
  // After health says NOT_SERVING and before calls are refused: balancers need this long to notice.
  absl::Duration delay = absl::Seconds(3);
  // For calls under way to end; then they are answered with UNAVAILABLE.
  absl::Duration grace = absl::Seconds(10);
};

// One service and the full name that its health goes by.
struct ServedService {
  grpc::Service* service;
  std::string_view name;
};

// A gRPC server with health, reflection, its own accept loop and an orderly end. Used on the loop thread.
class Server {
 public:
  // Listens and serves, and has the authenticator look for new keys every 10 s. Fails with ADDRESS_UNUSABLE when the
  // address cannot be bound, CREDENTIALS_UNUSABLE when the TLS files cannot be read. Health of each service starts as
  // SERVING; that of `liveness` stays so.
  static absl::StatusOr<std::unique_ptr<Server>> Start(Host& host, const ServerOptions& options,
                                                       const std::vector<ServedService>& services);
  virtual ~Server() = default;

  // The port that is listened on.
  virtual int port() const = 0;

  // Sets what grpc.health.v1 says about a service; it follows "can do my work now".
  virtual void SetServing(std::string_view service, bool serving) = 0;

  // Goes away: health NOT_SERVING, serve on for `delay`, then refuse new calls and end streams, let calls under way
  // finish within `grace`, answer the rest with UNAVAILABLE/DRAINING, and close. Returns when nothing is served any
  // more; the loop must keep running meanwhile. Never hangs: a handler that does not end is left behind.
  virtual asio::awaitable<void> Drain(DrainOptions options) = 0;
};

// Runs the loop until SIGTERM or SIGINT, drains the server and stops the loop. What main() does after set-up; main then
// returns 0. A second signal ends the process at once.
void RunUntilSignal(Host& host, Server& server, DrainOptions options);

}  // namespace zamer::rpc
