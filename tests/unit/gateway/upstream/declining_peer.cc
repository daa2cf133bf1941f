#include "tests/unit/gateway/upstream/declining_peer.h"

#include <asio/co_spawn.hpp>
#include <asio/read.hpp>
#include <asio/use_awaitable.hpp>
#include <asio/write.hpp>
#include <exception>
#include <utility>

namespace zamer::gateway {
namespace {

using asio::use_awaitable;
using asio::ip::tcp;

constexpr std::size_t kPrefaceBytes = 24;
constexpr std::size_t kFrameHeadBytes = 9;  // length (3), type, flags, stream (4)
constexpr char kHeaders = 1;

const std::string kEmptySettings("\0\0\0\4\0\0\0\0\0", kFrameHeadBytes);
const std::string kGoAway("\0\0\x08\7\0\0\0\0\0\0\0\0\0\0\0\0\0", kFrameHeadBytes + 8);

std::string Reset(const std::string& stream) {
  return std::string("\0\0\4\3\0", 5) + stream + std::string("\0\0\0\7", 4);
}

asio::awaitable<std::string> Read(tcp::socket& socket, std::size_t size) {
  std::string bytes(size, '\0');
  co_await asio::async_read(socket, asio::buffer(bytes), use_awaitable);
  co_return bytes;
}

std::size_t LengthOf(const std::string& head) {
  const auto byte = [&](std::size_t i) { return static_cast<std::size_t>(static_cast<std::uint8_t>(head[i])); };
  return byte(0) << 16 | byte(1) << 8 | byte(2);
}

// The other end closes some time; that is no fault.
void Ignore(const std::exception_ptr&) {}

}  // namespace

DecliningPeer::DecliningPeer(asio::io_context& loop, Way way)
    : loop_(loop), acceptor_(loop, {asio::ip::address_v4::loopback(), 0}), way_(way) {
  asio::co_spawn(loop_, AcceptAll(), Ignore);
}

asio::awaitable<void> DecliningPeer::AcceptAll() {
  while (true) asio::co_spawn(loop_, Decline(co_await acceptor_.async_accept(use_awaitable)), Ignore);
}

asio::awaitable<void> DecliningPeer::Decline(tcp::socket socket) {
  co_await asio::async_write(socket, asio::buffer(kEmptySettings), use_awaitable);
  co_await Read(socket, kPrefaceBytes);
  while (true) {
    const std::string head = co_await Read(socket, kFrameHeadBytes);
    co_await Read(socket, LengthOf(head));
    if (head[3] != kHeaders) continue;
    ++asked_;
    const std::string answer = way_ == Way::kLeaves ? kGoAway : Reset(head.substr(5));
    co_await asio::async_write(socket, asio::buffer(answer), use_awaitable);
  }
}

}  // namespace zamer::gateway
