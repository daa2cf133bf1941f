#include "services/common/redis/transport.h"

#include <absl/strings/str_cat.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <asio/connect.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/redirect_error.hpp>
#include <asio/ssl/stream.hpp>
#include <asio/use_awaitable.hpp>
#include <asio/write.hpp>
#include <string>
#include <utility>

#include "services/common/redis/tls_context.h"
#include "services/common/status/macros.h"

namespace zamer::redis {
namespace {

using asio::ip::tcp;

absl::Status Failure(std::string_view step, const asio::error_code& error) {
  return absl::UnavailableError(absl::StrCat(std::string(step), ": ", error.message()));
}

// A silent peer is noticed by the kernel within half a minute, also while no command waits.
void SetOptions(tcp::socket::lowest_layer_type& socket) {
  asio::error_code ignored;
  socket.set_option(tcp::no_delay(true), ignored);
  socket.set_option(asio::socket_base::keep_alive(true), ignored);
  const std::pair<int, int> keep_alive[] = {{TCP_KEEPIDLE, 15}, {TCP_KEEPINTVL, 5}, {TCP_KEEPCNT, 3}};
  for (const auto& [option, value] : keep_alive) {
    ::setsockopt(socket.native_handle(), IPPROTO_TCP, option, &value, sizeof value);
  }
}

// `Stream` is a tcp::socket or a TLS stream over one.
template <typename Stream>
class StreamTransport : public Transport {
 public:
  template <typename... Args>
  explicit StreamTransport(asio::io_context& loop, Args&... args) : stream_(loop, args...), resolver_(loop) {}

  asio::awaitable<absl::Status> Open(const Endpoint& endpoint) override {
    asio::error_code error;
    // Asio looks names up on a thread of its own, so a slow name server does not stop the loop.
    const auto addresses = co_await resolver_.async_resolve(endpoint.host, std::to_string(endpoint.port),
                                                            asio::redirect_error(asio::use_awaitable, error));
    if (error) co_return Failure("resolve", error);
    co_await asio::async_connect(stream_.lowest_layer(), addresses, asio::redirect_error(asio::use_awaitable, error));
    if (error) co_return Failure("connect", error);
    SetOptions(stream_.lowest_layer());
    co_return absl::OkStatus();
  }

  asio::awaitable<absl::StatusOr<std::size_t>> Read(asio::mutable_buffer buffer) override {
    asio::error_code error;
    const std::size_t size = co_await stream_.async_read_some(buffer, asio::redirect_error(asio::use_awaitable, error));
    if (error) co_return Failure("read", error);
    co_return size;
  }

  void Write(std::string_view bytes, std::function<void(bool)> done) override {
    asio::async_write(stream_, asio::buffer(bytes.data(), bytes.size()),
                      [self = shared_from_this(), done = std::move(done)](const asio::error_code& error, std::size_t) {
                        done(!error);
                      });
  }

  void Close() override {
    asio::error_code ignored;
    resolver_.cancel();
    stream_.lowest_layer().close(ignored);
  }

 protected:
  Stream stream_;

 private:
  tcp::resolver resolver_;
};

using PlainTransport = StreamTransport<tcp::socket>;

// Declared before the stream, which refers to it.
struct TlsContext {
  asio::ssl::context context{asio::ssl::context::tls_client};
};

class TlsTransport final : private TlsContext, public StreamTransport<asio::ssl::stream<tcp::socket>> {
 public:
  TlsTransport(asio::io_context& loop, TlsContext tls, std::string server_name)
      : TlsContext(std::move(tls)), StreamTransport(loop, context), server_name_(std::move(server_name)) {}

  asio::awaitable<absl::Status> Open(const Endpoint& endpoint) override {
    ZAMER_CO_RETURN_IF_ERROR(co_await StreamTransport::Open(endpoint));
    ExpectServer(stream_, server_name_.empty() ? endpoint.host : server_name_);
    asio::error_code error;
    co_await stream_.async_handshake(asio::ssl::stream_base::client, asio::redirect_error(asio::use_awaitable, error));
    if (error) co_return Failure("TLS", error);
    co_return absl::OkStatus();
  }

 private:
  std::string server_name_;
};

}  // namespace

absl::StatusOr<std::shared_ptr<Transport>> MakeTransport(asio::io_context& loop, const std::optional<TlsOptions>& tls) {
  if (!tls) return std::make_shared<PlainTransport>(loop);
  TlsContext settings;
  ZAMER_RETURN_IF_ERROR(Configure(settings.context, *tls));
  return std::make_shared<TlsTransport>(loop, std::move(settings), tls->server_name);
}

}  // namespace zamer::redis
