#pragma once

#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <asio/awaitable.hpp>
#include <asio/io_context.hpp>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "services/gateway/http/exchange.h"
#include "services/gateway/http/trusted_proxies.h"

namespace zamer::gateway::http {

// What a server accepts before it refuses or hangs up.
struct ServerLimits {
  // Connections open at once; more wait in the kernel's backlog.
  int connections = 4096;
  // Of one address; more are closed at once. 0: no such bound.
  int connections_per_peer = 0;
  // Requests under way on one HTTP/2 connection.
  int streams_per_connection = 128;
  // Requests under way in the process; more are answered 503.
  int requests = 4096;
  std::size_t header_bytes = 16 << 10;
  std::size_t body_bytes = 4 << 20;
  // All bodies that are held at once, together; what would be more is answered 503.
  std::size_t bodies_bytes = 256 << 20;
  // From the first byte of a head, or of a body, to its last: slow senders are hung up on.
  absl::Duration head_time = absl::Seconds(10);
  absl::Duration body_time = absl::Seconds(30);
  // A connection without a request is closed.
  absl::Duration idle_time = absl::Seconds(75);
  // A reader that takes nothing for so long is hung up on.
  absl::Duration write_time = absl::Seconds(30);
};

struct ServerOptions {
  // Numeric address (IPv6 in brackets) and port; port 0 takes a free one.
  std::string address = "127.0.0.1:0";
  // PEM files; both empty: plain HTTP/1.1. With TLS, HTTP/2 is offered too. Changed files are taken up by themselves.
  std::string certificate_file = {};
  std::string key_file = {};
  ServerLimits limits = {};
  TrustedProxies proxies = {};
};

// What there is to say of an answered request, for the access log and the metrics.
struct Answered {
  const Request& request;
  int status = 0;
  std::size_t body_bytes = 0;
  absl::Duration took;
  // The other end went away before the answer was complete.
  bool broken_off = false;
};

// Serves HTTP/1.1, and over TLS HTTP/2, from one loop thread: a coroutine for each request, no threads.
class Server {
 public:
  // ADDRESS_UNUSABLE when the address cannot be bound, CREDENTIALS_UNUSABLE when the TLS files cannot be used.
  // `handler` answers every request; `on_answered` is told of each afterwards.
  static absl::StatusOr<std::unique_ptr<Server>> Start(asio::io_context& loop, ServerOptions options, Handler handler,
                                                       std::function<void(const Answered&)> on_answered);
  virtual ~Server() = default;

  // The port that is listened on.
  virtual int port() const = 0;

  // Stops accepting, tells the other ends to go away, waits at most `grace` for what is under way, then cancels it.
  // Returns when nothing is open any more. The loop must keep running meanwhile.
  virtual asio::awaitable<void> Drain(absl::Duration grace) = 0;
};

}  // namespace zamer::gateway::http
