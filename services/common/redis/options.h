// How a client connects, and its limits.
#pragma once
#include <absl/status/status.h>
#include <absl/time/time.h>

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "services/common/redis/endpoint.h"

namespace zamer::redis {

// TLS 1.2 or newer; the server's certificate and host name are always verified. The files are read at every attempt to
// connect, so renewed certificates need no restart.
struct TlsOptions {
  std::string ca_file{};      // PEM; empty: the system's authorities
  std::string cert_file{};    // PEM, the client's own certificate; empty: none
  std::string key_file{};     // PEM, its key
  std::string server_name{};  // the name to ask for and to verify; empty: the endpoint's host
};

// Attempt n waits a random time between half and all of min(initial * 2^n, maximum).
struct BackoffOptions {
  absl::Duration initial = absl::Milliseconds(50);
  absl::Duration maximum = absl::Seconds(5);
};

struct Options {
  std::shared_ptr<EndpointResolver> endpoint;  // required
  std::string username;                        // ACL user; empty: the default user
  std::string password;                        // empty: no AUTH
  int database = 0;
  std::string client_name = "zamer";  // shown by CLIENT LIST; no spaces
  std::optional<TlsOptions> tls;

  // Refuse a server whose ROLE is not master. The user needs the right +role, and +script|load for scripts.
  bool require_primary = true;

  // For one attempt: resolve, connect, TLS, AUTH and ROLE together.
  absl::Duration connect_timeout = absl::Seconds(2);
  // A connection is given up when its oldest command is still unanswered this long after that command's deadline.
  absl::Duration stall_timeout = absl::Seconds(5);
  BackoffOptions backoff;

  // Commands that wait to be written or answered, and the bytes of those that wait to be written. Over either limit a
  // command is not sent (kOverloaded).
  std::size_t max_commands = 65'536;
  std::size_t max_queued_bytes = std::size_t{64} << 20;
  // A longer reply ends the connection.
  std::size_t max_reply_bytes = std::size_t{256} << 20;

  // Told on the loop thread when a connection is ready (OK) and whenever an attempt or a connection ended (why).
  // For logs and health; the text holds no personal data and no secrets.
  std::function<void(const absl::Status&)> on_connection;
};

}  // namespace zamer::redis
