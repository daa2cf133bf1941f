#include "services/common/rpc/host.h"

namespace zamer::rpc {

Host::Host(HostParts parts, Limits limits)
    : parts_(parts),
      limits_(limits),
      admission_(limits.calls_in_flight, limits.streams_in_flight),
      hand_over_(parts.loop) {}

}  // namespace zamer::rpc
