#pragma once

#include <asio/awaitable.hpp>
#include <asio/buffer.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/ssl/context.hpp>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace zamer::gateway::http {

// Bytes to and from the other end of one connection, plain or by TLS. A read or a write that runs keeps it alive. Loop
// thread only.
class Socket : public std::enable_shared_from_this<Socket> {
 public:
  virtual ~Socket() = default;
  // Shakes hands; false when that fails. A plain one has nothing to do.
  virtual asio::awaitable<bool> Open() = 0;
  // What the two ends agreed to speak (ALPN): "h2", or something else for HTTP/1.1.
  virtual std::string_view protocol() const = 0;
  virtual bool secure() const = 0;
  // Calls `done` once, with the number of bytes read, or 0 when there will be none. One read at a time.
  virtual void Read(asio::mutable_buffer buffer, std::function<void(std::size_t)> done) = 0;
  // Writes some of the bytes and says how many; 0 when the connection is broken or the coroutine cancelled. One write
  // at a time.
  virtual asio::awaitable<std::size_t> WriteSome(std::string_view bytes) = 0;
  // Tells the other end that nothing more will come.
  virtual void EndWriting() = 0;
  // Ends what runs, at once. Idempotent.
  virtual void Close() = 0;
};

std::shared_ptr<Socket> PlainSocket(asio::ip::tcp::socket socket);
std::shared_ptr<Socket> TlsSocket(asio::ip::tcp::socket socket, asio::ssl::context& context);
// The asking end, for HTTP/2. `name`: what the other end's certificate must be for, a name or an address; empty:
// anything.
std::shared_ptr<Socket> TlsClientSocket(asio::ip::tcp::socket socket, asio::ssl::context& context,
                                        const std::string& name);

// An address of IPv4 is written as such even where a socket of IPv6 took the connection.
std::string PlainAddress(const asio::ip::address& address);

// The numeric address of the other end; empty when it has gone already.
std::string PeerOf(const asio::ip::tcp::socket& socket);

}  // namespace zamer::gateway::http
