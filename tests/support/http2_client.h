// The other end of an HTTP/2 connection over TLS.
#pragma once

#include <array>
#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/ssl/context.hpp>
#include <asio/ssl/stream.hpp>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

struct nghttp2_session;

namespace zamer::testing {

// Speaks on the test's own loop, by nghttp2; what nghttp2 would not send goes out by SendRaw.
class Http2Client {
 public:
  using Fields = std::vector<std::pair<std::string, std::string>>;

  struct Stream {
    int status = 0;
    std::map<std::string, std::string> headers = {};
    std::string body = {};
    // The error code it was closed with, once it is.
    std::optional<std::uint32_t> closed = {};
    // What came before the answer proper: the status of each.
    std::vector<int> interim = {};
  };

  struct Manners {
    // Gives room again for what was received of a body; else only when told to.
    bool reads = true;
    // Begins as the protocol says; else says nothing at all.
    bool greets = true;
  };

  // Connects and shakes hands, running the loop meanwhile. Without an authority it takes any certificate.
  Http2Client(asio::io_context& loop, int port, const std::string& ca, Manners manners);
  ~Http2Client();
  Http2Client(const Http2Client&) = delete;
  Http2Client& operator=(const Http2Client&) = delete;

  // The agreed protocol (ALPN).
  std::string protocol() const;
  // The common name in the server's certificate.
  std::string server_certificate() const;

  // Begins a request; with `more`, its body is to follow by Body and EndBody.
  std::int32_t Ask(const Fields& fields, std::string body = {}, bool more = false);
  std::int32_t Get(const std::string& path) { return Ask(FieldsOf("GET", path)); }
  static Fields FieldsOf(const std::string& method, const std::string& path, Fields more = {});
  void Body(std::int32_t stream, std::string bytes, bool last);
  void Reset(std::int32_t stream);
  void Ping();
  void SendRaw(std::string_view bytes);
  void StopReading() { reading_stopped_ = true; }
  // Gives room for what was received of this stream.
  void MakeRoom(std::int32_t stream);
  void Close();

  Stream& stream(std::int32_t id) { return streams_[id]; }
  bool closed() const { return closed_; }
  // The error code of the server's GOAWAY, once it came.
  std::optional<std::uint32_t> gone_away() const { return gone_away_; }
  int pings_answered() const { return pings_answered_; }
  // The server has said what it allows.
  bool settled() const { return settled_; }
  // A write is under way; it failed.
  bool sending() const { return sending_; }
  bool cut_off() const { return cut_off_; }

 private:
  struct Upload {
    std::string bytes = {};
    bool last = true;
  };
  struct Callbacks;
  friend struct Callbacks;

  void Read();
  void Flush();

  // Outlives the client until what runs on it has ended.
  struct Link {
    explicit Link(asio::io_context& loop) : socket(loop, context) {}
    asio::ssl::context context{asio::ssl::context::tls_client};
    asio::ssl::stream<asio::ip::tcp::socket> socket;
    std::array<char, 16384> buffer{};
    // Nothing is to be told to the client any more.
    bool abandoned = false;
  };

  const std::shared_ptr<Link> link_;
  nghttp2_session* session_ = nullptr;
  std::string out_;
  bool sending_ = false;
  bool cut_off_ = false;
  bool settled_ = false;
  bool reading_stopped_ = false;
  bool closed_ = false;
  const Manners manners_;
  std::map<std::int32_t, Stream> streams_;
  std::map<std::int32_t, Upload> uploads_;
  std::optional<std::uint32_t> gone_away_;
  int pings_answered_ = 0;
};

}  // namespace zamer::testing
