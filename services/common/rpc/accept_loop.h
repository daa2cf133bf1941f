#pragma once

#include <absl/status/statusor.h>
#include <grpcpp/grpcpp.h>
#include <sys/types.h>

#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/steady_timer.hpp>
#include <memory>
#include <string_view>
#include <vector>

namespace zamer::rpc {

using ConnectionAcceptor = grpc::experimental::ExternalConnectionAcceptor;

// Accepts a server's connections and hands them to gRPC. gRPC 1.51's own loop stops for ever after one EMFILE
// (CVE-2023-4785) and has no bound; this one waits and goes on. Loop thread only.
class AcceptLoop : public std::enable_shared_from_this<AcceptLoop> {
 public:
  // Binds and listens; ADDRESS_UNUSABLE when that fails. At most `max_connections` are open at once; more wait in the
  // kernel's backlog.
  static absl::StatusOr<std::shared_ptr<AcceptLoop>> Listen(asio::io_context& loop, std::string_view address,
                                                            int max_connections);

  explicit AcceptLoop(asio::io_context& loop, int max_connections)
      : listener_(loop), pause_(loop), max_connections_(static_cast<size_t>(max_connections)) {}

  int port() const { return listener_.local_endpoint().port(); }
  // Starts accepting.
  void Start(std::unique_ptr<ConnectionAcceptor> acceptor);
  // Stops accepting and closes the listening socket.
  void Stop();

 private:
  // An accepted socket. gRPC closes it by itself and numbers are used again, so it is known by its inode too.
  struct Connection {
    int descriptor;
    ino_t inode;
  };

  void WaitForConnections();
  void PauseThenGoOn();
  // Accepts what waits; false when it has to pause first.
  bool AcceptAll();
  bool HasRoom();
  void Accepted(int descriptor);

  asio::ip::tcp::acceptor listener_;
  asio::steady_timer pause_;
  const size_t max_connections_;
  std::vector<Connection> connections_;
  std::unique_ptr<ConnectionAcceptor> acceptor_;
};

}  // namespace zamer::rpc
