#include "services/gateway/http/socket.h"

#include <netinet/tcp.h>
#include <sys/socket.h>

#include <asio/redirect_error.hpp>
#include <asio/ssl/stream.hpp>
#include <asio/use_awaitable.hpp>
#include <utility>

namespace zamer::gateway::http {
namespace {

using asio::ip::tcp;

// Bytes that the kernel takes beyond what is on its way: what a slow reader leaves here is all that it holds.
constexpr int kUnsentBytes = 128 << 10;

void SetOptions(tcp::socket& socket) {
  asio::error_code ignored;
  socket.set_option(tcp::no_delay(true), ignored);
  ::setsockopt(socket.native_handle(), IPPROTO_TCP, TCP_NOTSENT_LOWAT, &kUnsentBytes, sizeof kUnsentBytes);
}

// `Stream` is a tcp::socket or a TLS stream over one.
template <typename Stream>
class StreamSocket : public Socket {
 public:
  template <typename... Args>
  explicit StreamSocket(tcp::socket socket, Args&... args) : stream_(std::move(socket), args...) {}

  void Read(asio::mutable_buffer buffer, std::function<void(std::size_t)> done) override {
    stream_.async_read_some(buffer, [self = shared_from_this(), done = std::move(done)](
                                        const asio::error_code& error, std::size_t size) { done(error ? 0 : size); });
  }

  asio::awaitable<std::size_t> WriteSome(std::string_view bytes) override {
    const std::shared_ptr<Socket> self = shared_from_this();
    asio::error_code error;
    const std::size_t size = co_await stream_.async_write_some(asio::buffer(bytes.data(), bytes.size()),
                                                               asio::redirect_error(asio::use_awaitable, error));
    co_return error ? 0 : size;
  }

  void Close() override {
    asio::error_code ignored;
    stream_.lowest_layer().close(ignored);
  }

 protected:
  Stream stream_;
};

class Plain final : public StreamSocket<tcp::socket> {
 public:
  using StreamSocket::StreamSocket;
  asio::awaitable<bool> Open() override { co_return true; }
  std::string_view protocol() const override { return {}; }
  bool secure() const override { return false; }
  void EndWriting() override {
    asio::error_code ignored;
    stream_.shutdown(tcp::socket::shutdown_send, ignored);
  }
};

class Tls : public StreamSocket<asio::ssl::stream<tcp::socket>> {
 public:
  using StreamSocket::StreamSocket;

  asio::awaitable<bool> Open() override { co_return co_await ShakeHands(asio::ssl::stream_base::server); }

  std::string_view protocol() const override {
    const unsigned char* name = nullptr;
    unsigned int size = 0;
    SSL_get0_alpn_selected(const_cast<Tls*>(this)->stream_.native_handle(), &name, &size);
    return {reinterpret_cast<const char*>(name), size};
  }

  bool secure() const override { return true; }

  void EndWriting() override {
    stream_.async_shutdown([self = shared_from_this()](const asio::error_code&) {});
  }

 protected:
  asio::awaitable<bool> ShakeHands(asio::ssl::stream_base::handshake_type side) {
    const std::shared_ptr<Socket> self = shared_from_this();
    asio::error_code error;
    co_await stream_.async_handshake(side, asio::redirect_error(asio::use_awaitable, error));
    co_return !error;
  }
};

class TlsClient final : public Tls {
 public:
  TlsClient(tcp::socket socket, asio::ssl::context& context, const std::string& name)
      : Tls(std::move(socket), context) {
    static constexpr unsigned char kHttp2[] = "\x02h2";
    SSL* const ssl = stream_.native_handle();
    SSL_set_verify(ssl, SSL_VERIFY_PEER, nullptr);
    SSL_set_alpn_protos(ssl, kHttp2, sizeof kHttp2 - 1);
    if (!name.empty()) Expect(ssl, name);
  }

  asio::awaitable<bool> Open() override {
    co_return co_await ShakeHands(asio::ssl::stream_base::client) && protocol() == "h2";
  }

 private:
  static void Expect(SSL* ssl, const std::string& name) {
    asio::error_code not_an_address;
    asio::ip::make_address(name, not_an_address);
    if (!not_an_address) {
      X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), name.c_str());
    } else {
      SSL_set1_host(ssl, name.c_str());
      SSL_set_tlsext_host_name(ssl, name.c_str());
    }
  }
};

}  // namespace

std::shared_ptr<Socket> PlainSocket(tcp::socket socket) {
  SetOptions(socket);
  return std::make_shared<Plain>(std::move(socket));
}

std::shared_ptr<Socket> TlsSocket(tcp::socket socket, asio::ssl::context& context) {
  SetOptions(socket);
  return std::make_shared<Tls>(std::move(socket), context);
}

std::shared_ptr<Socket> TlsClientSocket(tcp::socket socket, asio::ssl::context& context, const std::string& name) {
  SetOptions(socket);
  return std::make_shared<TlsClient>(std::move(socket), context, name);
}

std::string PlainAddress(const asio::ip::address& address) {
  if (!address.is_v6() || !address.to_v6().is_v4_mapped()) return address.to_string();
  return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).to_string();
}

std::string PeerOf(const tcp::socket& socket) {
  asio::error_code error;
  const tcp::endpoint end = socket.remote_endpoint(error);
  return error ? std::string() : PlainAddress(end.address());
}

}  // namespace zamer::gateway::http
