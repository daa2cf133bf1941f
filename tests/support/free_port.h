// Ports for servers that tests start.
#pragma once
#include <cstdint>

namespace zamer::testing {

// A TCP port of the loopback address that nobody listened on a moment ago. Another process may take it before it is
// used, so a server that fails to bind is to be started again with another one.
std::uint16_t FreePort();

}  // namespace zamer::testing
