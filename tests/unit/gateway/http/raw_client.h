// The other end of a connection, byte by byte.
#pragma once

#include <array>
#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace zamer::gateway::http {

struct RawAnswer {
  int status = 0;
  std::map<std::string, std::string> headers;
  std::string body;
};

// Speaks on the test's own loop; what it sends and receives moves while that runs.
class RawClient {
 public:
  RawClient(asio::io_context& loop, int port);
  ~RawClient();

  void Send(std::string_view bytes);
  // Takes nothing more from the connection.
  void StopReading();
  // Says that it will send nothing more.
  void EndWriting();
  void Close();

  // What came and was not taken yet.
  const std::string& received() const { return link_->received; }
  bool closed() const { return link_->closed; }
  std::size_t received_bytes() const { return link_->total; }
  // Takes the next answer from what was received, if it is there as a whole. To HEAD there is no body.
  std::optional<RawAnswer> TakeAnswer(bool to_head = false);

 private:
  struct Link : std::enable_shared_from_this<Link> {
    explicit Link(asio::io_context& loop) : socket(loop) {}
    void Read();
    asio::ip::tcp::socket socket;
    std::array<char, 4096> buffer{};
    std::string received;
    std::size_t total = 0;
    bool closed = false;
    bool stopped = false;
  };
  const std::shared_ptr<Link> link_;
};

}  // namespace zamer::gateway::http
