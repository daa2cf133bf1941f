// A client of HTTP/1.1, for what browsers and programs send to the edge.
#pragma once

#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace zamer::testing {

struct HttpRequest {
  std::string method = "POST";
  std::string path;
  std::map<std::string, std::string> headers = {};
  std::string body = {};
};

struct HttpAnswer {
  int status = 0;
  // Names in lower case.
  std::map<std::string, std::string> headers = {};
  std::string body = {};
};

// One connection to the loopback address. Blocks the thread, at most for as long as a test is patient; throws
// std::runtime_error when the other end closes or says nothing in time.
class HttpConnection {
 public:
  explicit HttpConnection(std::uint16_t port);

  // Sends a request and reads its answer as a whole.
  HttpAnswer Ask(const HttpRequest& request);

  // Sends a request and reads the head of its answer; ReadSome gives the body as it comes, "" at its end.
  HttpAnswer Begin(const HttpRequest& request);
  std::string ReadSome();

  // Bytes as they are, for what no client should send.
  void Send(std::string_view bytes);
  HttpAnswer ReadAnswer();
  // Whether the other end closes in time, whatever it says before.
  bool IsClosed();

 private:
  HttpAnswer ReadHead();
  std::string ReadLine();
  std::string ReadBytes(std::size_t count);
  // More into received_; false at the end of the connection.
  bool Receive();

  asio::io_context loop_;
  asio::ip::tcp::socket socket_{loop_};
  std::string received_;
  // Of the body that is being read: whether it comes in chunks, else how much of it is left.
  bool chunked_ = false;
  std::size_t left_ = 0;
};

}  // namespace zamer::testing
