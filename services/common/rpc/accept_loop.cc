#include "services/common/rpc/accept_loop.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include <cerrno>
#include <chrono>
#include <optional>
#include <utility>

#include "services/common/rpc/listen.h"
#include "services/common/status/macros.h"

namespace zamer::rpc {
namespace {

using asio::ip::tcp;

// Long enough not to spin while there is nothing to accept with, short enough not to be noticed afterwards.
constexpr std::chrono::milliseconds kPause(100);

std::optional<ino_t> InodeOf(int descriptor) {
  struct stat status{};
  if (fstat(descriptor, &status) != 0) return std::nullopt;
  return status.st_ino;
}

}  // namespace

absl::StatusOr<std::shared_ptr<AcceptLoop>> AcceptLoop::Listen(asio::io_context& loop, std::string_view address,
                                                               int max_connections) {
  ZAMER_ASSIGN_OR_RETURN(tcp::acceptor listener, rpc::Listen(loop, address));
  auto result = std::make_shared<AcceptLoop>(loop, max_connections);
  result->listener_ = std::move(listener);
  return result;
}

void AcceptLoop::Start(std::unique_ptr<ConnectionAcceptor> acceptor) {
  acceptor_ = std::move(acceptor);
  WaitForConnections();
}

void AcceptLoop::Stop() {
  asio::error_code ignored;
  listener_.close(ignored);
  pause_.cancel();
}

void AcceptLoop::WaitForConnections() {
  listener_.async_wait(tcp::acceptor::wait_read, [self = shared_from_this()](asio::error_code error) {
    if (error || !self->listener_.is_open()) return;
    if (self->AcceptAll()) {
      self->WaitForConnections();
    } else {
      self->PauseThenGoOn();
    }
  });
}

void AcceptLoop::PauseThenGoOn() {
  pause_.expires_after(kPause);
  pause_.async_wait([self = shared_from_this()](asio::error_code error) {
    if (!error && self->listener_.is_open()) self->WaitForConnections();
  });
}

bool AcceptLoop::AcceptAll() {
  while (HasRoom()) {
    const int descriptor = ::accept4(listener_.native_handle(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (descriptor >= 0) {
      Accepted(descriptor);
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
      return true;
    } else if (errno != ECONNABORTED && errno != EINTR) {
      return false;  // EMFILE, ENFILE, ENOBUFS, ENOMEM: the connection stays in the backlog
    }
  }
  return false;
}

bool AcceptLoop::HasRoom() {
  if (connections_.size() < max_connections_) return true;
  std::erase_if(connections_,
                [](const Connection& connection) { return InodeOf(connection.descriptor) != connection.inode; });
  return connections_.size() < max_connections_;
}

void AcceptLoop::Accepted(int descriptor) {
  const int on = 1;
  ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  connections_.push_back({descriptor, InodeOf(descriptor).value_or(0)});
  ConnectionAcceptor::NewConnectionParameters connection;
  connection.fd = descriptor;
  acceptor_->HandleNewConnection(&connection);
}

}  // namespace zamer::rpc
