// A server on the test's own loop.
#pragma once

#include <gtest/gtest.h>

#include <asio/io_context.hpp>
#include <asio/steady_timer.hpp>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "services/gateway/http/server.h"
#include "tests/support/loop.h"
#include "tests/unit/gateway/http/raw_client.h"

namespace zamer::gateway::http {

// What a test keeps of an answered request.
struct Told {
  std::string method;
  std::string path;
  std::string peer;
  int status = 0;
  std::size_t body_bytes = 0;
  bool broken_off = false;
};

class ServerFixture : public ::testing::Test {
 protected:
  ~ServerFixture() override;

  // Starts the server; once a test.
  void Serve(Handler handler, ServerLimits limits = {});
  void ServeWith(ServerOptions options, Handler handler);
  // Answers with what it was asked: method, path, query and body.
  static asio::awaitable<absl::Status> Echo(Exchange& exchange);
  // Waits for ever, until it is cancelled; counts both.
  Handler WaitsForEver();

  bool RunUntil(const std::function<bool()>& condition) { return testing::RunUntil(loop_, condition); }
  // Sends the bytes on a new connection and gives the first answer; fails the test when there is none.
  RawAnswer Ask(std::string_view bytes);
  RawAnswer NextAnswer(RawClient& client, bool to_head = false);
  // Nothing when the server hangs up without one.
  std::optional<RawAnswer> NextAnswerOrNone(RawClient& client, bool to_head = false);
  bool Closed(RawClient& client) {
    return RunUntil([&] { return client.closed(); });
  }
  void Drain(absl::Duration grace) { testing::RunOnLoop(loop_, server_->Drain(grace)); }

  asio::io_context loop_;
  std::vector<Told> told_;
  int waiting_ = 0;
  int cancelled_ = 0;
  std::unique_ptr<Server> server_;
};

inline constexpr std::string_view kGet = "GET /a HTTP/1.1\r\nHost: h\r\n\r\n";

}  // namespace zamer::gateway::http
