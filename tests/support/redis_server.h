// A real redis-server for tests.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "services/common/redis/command.h"
#include "services/common/redis/options.h"
#include "services/common/redis/reply.h"
#include "tests/support/certificates.h"
#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

namespace zamer::testing {

struct RedisServerOptions {
  std::string fsync = "always";  // appendfsync: always, everysec or no
  // An ACL user; with one, the default user is off.
  std::string username{};
  std::string password{};
  std::string rights = "~* &* +@all";
  bool tls = false;                   // TLS only, and clients need a certificate
  std::vector<std::string> config{};  // further lines of redis.conf
};

// Listens on a free port of the loopback address, keeps its append-only file in a directory of its own, and is killed
// by the destructor. Every function throws std::runtime_error when the server does not do its part in time.
class RedisServer {
 public:
  explicit RedisServer(RedisServerOptions options = {});

  std::uint16_t port() const { return port_; }
  // How a client reaches it: endpoint, user and TLS; short connect timeout and backoff.
  redis::Options ClientOptions() const;
  // The same through a gate that listens on `port`.
  redis::Options ClientOptions(std::uint16_t port) const;
  // Of a server with TLS.
  const Certificates& certificates() const { return *certificates_; }
  // Where it keeps its files.
  const TempDir& dir() const { return dir_; }

  // One command over a connection of its own.
  redis::Reply Run(redis::Command command);
  // Deletes every key and forgets every script.
  void Clear();

  // Ends as on an orderly shutdown.
  void Stop();
  // Ends as in a crash.
  void Kill9();
  // Starts it again, on the same port with the same files, after one of the above.
  void Start();
  // Stop and Start.
  void Restart();
  // Stops and resumes the process without ending it: a server that hangs.
  void Freeze();
  void Thaw();

 private:
  void WriteConfig();
  // Whether it came up on its port.
  bool TryStart();

  RedisServerOptions options_;
  TempDir dir_;
  std::unique_ptr<Certificates> certificates_;
  std::uint16_t port_ = 0;
  std::unique_ptr<Process> process_;
};

}  // namespace zamer::testing
