#pragma once

#include <asio/io_context.hpp>
#include <cstddef>
#include <memory>

#include "services/common/config/values.h"
#include "services/gateway/upstream/call.h"
#include "services/gateway/upstream/peer.h"
#include "services/gateway/upstream/replicas.h"

namespace zamer::gateway {

struct UpstreamOptions {
  // The name may have several addresses, one for each replica.
  config::HostPort address = {};
  Peer peer = {};
  std::size_t most_message_bytes = 4 << 20;
  // Instead of asking the system where that is.
  Resolve resolve = {};
};

// A service whose calls nobody here looks into: bytes go through. Typed calls are rpc::Client's, at several times the
// cost. Keeps its connections from the start; going away closes it. Loop thread only; it must go before the loop does.
class Upstream {
 public:
  Upstream(asio::io_context& loop, UpstreamOptions options);
  Upstream(const Upstream&) = delete;
  Upstream& operator=(const Upstream&) = delete;
  ~Upstream();

  // Ends what is under way, and begins no more. Its connections let go of themselves in the loop's next turns.
  void Close();

  std::shared_ptr<Call> NewCall(CallRequest request);

 private:
  const std::shared_ptr<Replicas> replicas_;
};

}  // namespace zamer::gateway
