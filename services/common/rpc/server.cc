#include "services/common/rpc/server.h"

#include <absl/synchronization/mutex.h>
#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <grpcpp/health_check_service_interface.h>

#include <asio/post.hpp>
#include <asio/steady_timer.hpp>
#include <asio/use_awaitable.hpp>
#include <chrono>
#include <mutex>
#include <thread>
#include <utility>

#include "services/common/log/logger.h"
#include "services/common/rpc/accept_loop.h"
#include "services/common/rpc/baton.h"
#include "services/common/rpc/server_credentials.h"
#include "services/common/security/authenticator.h"
#include "services/common/status/errors.h"
#include "services/common/status/macros.h"

namespace zamer::rpc {
namespace {

constexpr std::chrono::seconds kRefreshInterval(10);

// What gRPC gets to send the last answers; then it breaks the connections.
constexpr absl::Duration kFarewell = absl::Seconds(1);

absl::Status Leaving() {
  return Unavailable(Reason::kDraining,
                     "This replica is shutting down; call again, resume streams from your last cursor.",
                     absl::ZeroDuration());
}

int Milliseconds(absl::Duration duration) { return static_cast<int>(absl::ToInt64Milliseconds(duration)); }

// What is set for a process as a whole, before its first server.
void SetUpProcess(bool reflection) {
  static std::once_flag once;
  std::call_once(once, [reflection] {
    // Debian's Abseil looks for cycles at each lock that gRPC takes, which costs a twentieth of a server's time.
    absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
    grpc::EnableDefaultHealthCheckService(true);
    if (reflection) grpc::reflection::InitProtoReflectionServerBuilderPlugin();
  });
}

void Configure(grpc::ServerBuilder& builder, const ServerOptions& options) {
  builder.SetMaxReceiveMessageSize(options.max_message_bytes);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONCURRENT_STREAMS, options.max_streams_per_connection);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIME_MS, Milliseconds(options.keepalive));
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, 10'000);
  // Clients may ping about as often as we do; gRPC's default takes that for an attack and cuts them off.
  builder.AddChannelArgument(GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS, 10'000);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 1);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONNECTION_AGE_MS, Milliseconds(options.max_connection_age));
  builder.AddChannelArgument(GRPC_ARG_MAX_CONNECTION_AGE_GRACE_MS, Milliseconds(options.max_connection_age_grace));
}

class GrpcServer final : public Server {
 public:
  explicit GrpcServer(Host& host) : host_(host), refresh_(host.loop()) {}

  ~GrpcServer() override {
    if (accept_loop_ != nullptr) accept_loop_->Stop();
    if (server_ != nullptr && !shut_down_) {
      host_.admission().Drain();
      server_->Shutdown(std::chrono::system_clock::now());
    }
    if (shutdown_.joinable()) shutdown_.join();
  }

  absl::Status Listen(const ServerOptions& options, const std::vector<ServedService>& services) {
    SetUpProcess(options.reflection);
    ZAMER_ASSIGN_OR_RETURN(auto credentials, MakeServerCredentials(options.tls));
    ZAMER_ASSIGN_OR_RETURN(accept_loop_, AcceptLoop::Listen(host_.loop(), options.address, options.max_connections));
    port_ = accept_loop_->port();
    grpc::ServerBuilder builder;
    Configure(builder, options);
    using FromFd = grpc::ServerBuilder::experimental_type::ExternalConnectionType;
    auto acceptor = builder.experimental().AddExternalConnectionAcceptor(FromFd::FROM_FD, credentials);
    for (const ServedService& service : services) builder.RegisterService(service.service);
    server_ = builder.BuildAndStart();
    if (server_ == nullptr) return Internal("gRPC does not start with these services");
    for (const ServedService& service : services) SetServing(service.name, true);
    SetServing("liveness", true);
    accept_loop_->Start(std::move(acceptor));
    RefreshKeysLater();
    return absl::OkStatus();
  }

  int port() const override { return port_; }

  void SetServing(std::string_view service, bool serving) override {
    if (leaving_) return;
    server_->GetHealthCheckService()->SetServingStatus(std::string(service), serving);
  }

  asio::awaitable<void> Drain(DrainOptions options) override {
    server_->GetHealthCheckService()->SetServingStatus(false);
    server_->GetHealthCheckService()->SetServingStatus("liveness", true);
    leaving_ = true;
    asio::steady_timer delay(host_.loop(), absl::ToChronoMilliseconds(options.delay));
    co_await delay.async_wait(asio::use_awaitable);
    host_.admission().Drain();
    accept_loop_->Stop();
    host_.open_calls().EndStreams(Leaving());
    ShutDownOnThread(options.grace + kFarewell);
    asio::steady_timer grace(host_.loop(), absl::ToChronoMilliseconds(options.grace));
    grace.async_wait([this](asio::error_code error) {
      if (!error) host_.open_calls().EndAll(Leaving());
    });
    co_await gone_.Take();
    shutdown_.join();
  }

 private:
  // Keys of the issuer are rotated by changing a file.
  void RefreshKeysLater() {
    refresh_.expires_after(kRefreshInterval);
    refresh_.async_wait([this](asio::error_code error) {
      if (error) return;
      const absl::Status status = host_.authenticator().Refresh();
      if (!status.ok())
        host_.logger().Warning("keys could not be refreshed; the last good ones stay", {{"error", status}});
      RefreshKeysLater();
    });
  }

  // gRPC's Shutdown blocks until the last call is finished, so it cannot run on the loop thread that finishes them.
  void ShutDownOnThread(absl::Duration grace) {
    shut_down_ = true;
    shutdown_ = std::thread([this, deadline = std::chrono::system_clock::now() + absl::ToChronoMilliseconds(grace)] {
      server_->Shutdown(deadline);
      asio::post(host_.loop(), [this] { gone_.Give(true); });
    });
  }

  Host& host_;
  asio::steady_timer refresh_;
  int port_ = 0;
  bool leaving_ = false;
  bool shut_down_ = false;
  std::unique_ptr<grpc::Server> server_;
  std::shared_ptr<AcceptLoop> accept_loop_;
  std::thread shutdown_;
  Baton<bool> gone_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<Server>> Server::Start(Host& host, const ServerOptions& options,
                                                      const std::vector<ServedService>& services) {
  auto server = std::make_unique<GrpcServer>(host);
  ZAMER_RETURN_IF_ERROR(server->Listen(options, services));
  return server;
}

}  // namespace zamer::rpc
