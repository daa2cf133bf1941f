// One request and its answer, by whatever version of HTTP they travel.
#pragma once

#include <absl/status/status.h>

#include <asio/awaitable.hpp>
#include <functional>
#include <string>

#include "services/gateway/http/headers.h"

namespace zamer::gateway::http {

// A request whose head and body have arrived whole and within the server's bounds.
struct Request {
  std::string method;
  // As sent, up to the `?`; begins with `/`, has no control characters.
  std::string path;
  // What follows the `?`; as sent.
  std::string query = {};
  Headers headers = {};
  std::string body = {};
  // Numeric address of who asks: of the other end, or whom a trusted proxy has the request from.
  std::string peer = {};
  // Whether it came over TLS.
  bool secure = false;
};

struct Response {
  int status = 200;
  Headers headers = {};
  std::string body = {};
};

// A request that is being answered, whole by Respond or in pieces by Begin, Write, End. Loop thread only. When the
// other end goes away, the handler's coroutine is cancelled; what is written then returns CANCELLED/CALL_CANCELLED.
class Exchange {
 public:
  explicit Exchange(Request request) : request_(std::move(request)) {}
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;
  virtual ~Exchange() = default;

  const Request& request() const { return request_; }

  // The whole answer. The server adds content-length and the headers that every answer has.
  virtual asio::awaitable<absl::Status> Respond(Response response) = 0;

  // The head of an answer whose body follows in pieces.
  virtual asio::awaitable<absl::Status> Begin(int status, Headers headers) = 0;
  // A piece of the body. Returns once the connection has room again: a slow reader slows its writer down, and nothing
  // piles up in between.
  virtual asio::awaitable<absl::Status> Write(std::string bytes) = 0;
  // The end of the body.
  virtual asio::awaitable<absl::Status> End() = 0;

 private:
  const Request request_;
};

// Answers one request. An error that it returns before it has answered becomes the answer (ErrorResponse); one that it
// returns afterwards says why the answer did not arrive whole.
using Handler = std::function<asio::awaitable<absl::Status>(Exchange&)>;

}  // namespace zamer::gateway::http
