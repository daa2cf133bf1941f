// CreateLead on synchronous gRPC handlers with a pool of blocking connections: what Zamer is not, for comparison only.
#pragma once
#include <cstdint>
#include <string>

#include "tests/support/process.h"

namespace zamer::bench {

// The peer in a process of its own, as the service is. Killed by the destructor.
class SyncPeer {
 public:
  // Works on what the lead service has in this Redis; the service must not run meanwhile. Runs this very program with
  // two arguments: main must hand them to ServeSyncPeer. Throws std::runtime_error when it does not serve in time.
  explicit SyncPeer(std::uint16_t redis_port);

  const std::string& address() const { return address_; }

 private:
  std::uint16_t port_;
  testing::Process process_;
  std::string address_;
};

// Serves on a port of the loopback address until the process is killed. Both are numbers of ports.
int ServeSyncPeer(const char* port, const char* redis_port);

}  // namespace zamer::bench
