#include "tests/support/free_port.h"

#include <unistd.h>

#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <atomic>
#include <stdexcept>

namespace zamer::testing {
namespace {

// Below the ports that the kernel gives to clients, 32768 and up: none of them takes the port while a server restarts.
constexpr unsigned kFirst = 10'000;
constexpr unsigned kCount = 22'000;

bool IsFree(std::uint16_t port) {
  using asio::ip::tcp;
  asio::io_context loop;
  tcp::acceptor acceptor(loop, tcp::v4());
  asio::error_code error;
  acceptor.bind({asio::ip::address_v4::loopback(), port}, error);
  if (!error) acceptor.listen(1, error);
  return !error;
}

}  // namespace

std::uint16_t FreePort() {
  // Test programs that run at the same time begin at different places.
  static std::atomic<unsigned> next{static_cast<unsigned>(::getpid()) * 97};
  for (unsigned i = 0; i < kCount; ++i) {
    const auto port = static_cast<std::uint16_t>(kFirst + next++ % kCount);
    if (IsFree(port)) return port;
  }
  throw std::runtime_error("no port is free");
}

}  // namespace zamer::testing
