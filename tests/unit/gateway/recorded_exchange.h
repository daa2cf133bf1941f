// An exchange without a connection: keeps what a handler answers.
#pragma once

#include <absl/status/status.h>

#include <asio/awaitable.hpp>
#include <string>
#include <utility>
#include <vector>

#include "services/gateway/http/exchange.h"

namespace zamer::gateway {

class RecordedExchange final : public http::Exchange {
 public:
  using Exchange::Exchange;

  asio::awaitable<absl::Status> Respond(http::Response response) override {
    answer_ = std::move(response);
    ended_ = true;
    co_return absl::OkStatus();
  }
  asio::awaitable<absl::Status> Begin(int status, http::Headers headers) override {
    answer_ = {status, std::move(headers), {}};
    co_return absl::OkStatus();
  }
  asio::awaitable<absl::Status> Write(std::string bytes) override {
    answer_.body += bytes;
    pieces_.push_back(std::move(bytes));
    co_return absl::OkStatus();
  }
  asio::awaitable<absl::Status> End() override {
    ended_ = true;
    co_return absl::OkStatus();
  }

  // The answer, its body as far as it was written.
  const http::Response& answer() const { return answer_; }
  const std::vector<std::string>& pieces() const { return pieces_; }
  bool ended() const { return ended_; }

 private:
  http::Response answer_;
  std::vector<std::string> pieces_;
  bool ended_ = false;
};

}  // namespace zamer::gateway
