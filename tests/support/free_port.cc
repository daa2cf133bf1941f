#include "tests/support/free_port.h"

#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>

namespace zamer::testing {

std::uint16_t FreePort() {
  using asio::ip::tcp;
  asio::io_context loop;
  const tcp::acceptor acceptor(loop, tcp::endpoint(asio::ip::address_v4::loopback(), 0));
  return acceptor.local_endpoint().port();
}

}  // namespace zamer::testing
