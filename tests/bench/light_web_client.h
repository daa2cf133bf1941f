// What a browser sends to the edge, at the least cost to the machine that both ends share.
#pragma once
#include <google/protobuf/message.h>

#include <array>
#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace zamer::bench {

// Calls of one method in gRPC-Web over one connection of HTTP/1.1, one after the other. Its loop's thread only; the
// loop must outlive it.
class LightWebClient {
 public:
  // Told whether the call succeeded: grpc-status 0 in its trailers.
  using Done = std::function<void(bool ok)>;

  // As LightClient. Throws asio::system_error where nobody listens.
  LightWebClient(asio::io_context& loop, std::uint16_t port, std::string method, std::string authorization);
  LightWebClient(const LightWebClient&) = delete;
  LightWebClient& operator=(const LightWebClient&) = delete;

  // The call before must be done.
  void Call(const google::protobuf::Message& request, Done done);
  // Has the messages of a server stream counted, those but heartbeats; until Close.
  void Watch(const google::protobuf::Message& request, std::function<void()> on_message);
  void Close();

 private:
  void Send(const google::protobuf::Message& request);
  void Receive();
  // What is done with what came, each time that more came.
  void TakeAnswer();
  void TakePieces();

  asio::ip::tcp::socket socket_;
  const std::string head_;
  std::string sending_;
  std::string received_;
  std::array<char, 65536> buffer_;
  Done done_;
  std::function<void()> on_message_;
  bool in_body_ = false;
};

}  // namespace zamer::bench
