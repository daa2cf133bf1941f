#include "services/common/rpc/accept_loop.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include <cerrno>
#include <charconv>
#include <chrono>
#include <optional>
#include <string>
#include <utility>

#include "services/common/status/errors.h"

namespace zamer::rpc {
namespace {

using asio::ip::tcp;

// Long enough not to spin while there is nothing to accept with, short enough not to be noticed afterwards.
constexpr std::chrono::milliseconds kPause(100);
constexpr int kBacklog = 1024;

std::optional<tcp::endpoint> ParseEndpoint(std::string_view address) {
  const size_t colon = address.rfind(':');
  if (colon == std::string_view::npos) return std::nullopt;
  std::string_view host = address.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  const std::string_view digits = address.substr(colon + 1);
  uint16_t port = 0;
  const auto [end, parse_error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  asio::error_code error;
  const auto ip = asio::ip::make_address(std::string(host), error);
  if (error || parse_error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return tcp::endpoint(ip, port);
}

bool Open(tcp::acceptor& listener, const tcp::endpoint& endpoint) {
  asio::error_code error;
  listener.open(endpoint.protocol(), error);
  if (!error) listener.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error) listener.bind(endpoint, error);
  if (!error) listener.listen(kBacklog, error);
  if (!error) listener.non_blocking(true, error);
  return !error;
}

std::optional<ino_t> InodeOf(int descriptor) {
  struct stat status{};
  if (fstat(descriptor, &status) != 0) return std::nullopt;
  return status.st_ino;
}

absl::Status Unusable(std::string_view address) {
  return Unavailable(Reason::kAddressUnusable, "Cannot listen here; choose a free numeric address and port.",
                     absl::ZeroDuration(), {{"address", std::string(address)}});
}

}  // namespace

absl::StatusOr<std::shared_ptr<AcceptLoop>> AcceptLoop::Listen(asio::io_context& loop, std::string_view address,
                                                               int max_connections) {
  const std::optional<tcp::endpoint> endpoint = ParseEndpoint(address);
  if (!endpoint.has_value()) return Unusable(address);
  auto result = std::make_shared<AcceptLoop>(loop, max_connections);
  if (!Open(result->listener_, *endpoint)) return Unusable(address);
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
