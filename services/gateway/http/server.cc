#include "services/gateway/http/server.h"

#include <utility>

#include "services/common/rpc/listen.h"
#include "services/common/status/macros.h"
#include "services/gateway/http/core.h"
#include "services/gateway/http/listener.h"
#include "services/gateway/http/open_connections.h"
#include "services/gateway/http/socket.h"
#include "services/gateway/http/tls_files.h"

namespace zamer::gateway::http {
namespace {

using asio::ip::tcp;

class HttpServer final : public Server {
 public:
  HttpServer(std::shared_ptr<Core> core, tcp::acceptor acceptor, std::unique_ptr<TlsFiles> tls)
      : core_(std::move(core)),
        tls_(std::move(tls)),
        connections_(std::make_shared<OpenConnections>(core_, [this] { listener_->LookAgain(); })),
        listener_(std::make_shared<Listener>(
            core_->loop(), std::move(acceptor),
            Listener::Callbacks{.has_room = [this] { return connections_->HasRoom(); },
                                .accepted = [this](tcp::socket socket) { Accept(std::move(socket)); }})) {
    listener_->Start();
  }

  ~HttpServer() override {
    connections_->Forget();
    listener_->Stop();
    connections_->Abort();
  }

  int port() const override { return listener_->port(); }

  asio::awaitable<void> Drain(absl::Duration grace) override {
    core_->StartDraining();
    listener_->Stop();
    connections_->Drain();
    co_await connections_->Empty(grace);
    connections_->Abort();
    co_await connections_->Empty(kUntilHandlersEnd);
  }

 private:
  // A cancelled handler ends at once; one that does not is waited for this long.
  static constexpr absl::Duration kUntilHandlersEnd = absl::Minutes(1);

  void Accept(tcp::socket socket) {
    std::string peer = PeerOf(socket);
    if (peer.empty() || !connections_->HasRoomFor(peer)) return;
    connections_->Add(tls_ == nullptr ? PlainSocket(std::move(socket)) : TlsSocket(std::move(socket), tls_->Context()),
                      std::move(peer));
  }

  const std::shared_ptr<Core> core_;
  const std::unique_ptr<TlsFiles> tls_;
  const std::shared_ptr<OpenConnections> connections_;
  const std::shared_ptr<Listener> listener_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<Server>> Server::Start(asio::io_context& loop, ServerOptions options, Handler handler,
                                                      std::function<void(const Answered&)> on_answered) {
  std::unique_ptr<TlsFiles> tls;
  if (!options.certificate_file.empty() || !options.key_file.empty()) {
    ZAMER_ASSIGN_OR_RETURN(tls, TlsFiles::Load(std::move(options.certificate_file), std::move(options.key_file)));
  }
  ZAMER_ASSIGN_OR_RETURN(tcp::acceptor acceptor, rpc::Listen(loop, options.address));
  auto core = std::make_shared<Core>(loop, options.limits, std::move(options.proxies), std::move(handler),
                                     std::move(on_answered));
  return std::make_unique<HttpServer>(std::move(core), std::move(acceptor), std::move(tls));
}

}  // namespace zamer::gateway::http
