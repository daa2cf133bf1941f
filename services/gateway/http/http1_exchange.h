#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "services/gateway/http/checked_exchange.h"

namespace zamer::gateway::http {

class Http1Connection;

// A request that came by HTTP/1. The connection outlives it.
class Http1Exchange final : public CheckedExchange {
 public:
  // What the request allows its answer.
  struct Framing {
    // Another request may follow.
    bool keep_alive = false;
    // A body of unknown length may come in chunks; else the connection's end ends it.
    bool chunks = false;
  };

  Http1Exchange(Http1Connection& connection, Request request, Framing framing)
      : CheckedExchange(std::move(request)), connection_(connection), framing_(framing) {}

  // Whether the connection can be used on after this answer.
  bool keeps_alive() const { return framing_.keep_alive && complete(); }

 private:
  bool gone() const override;
  asio::awaitable<absl::Status> SendWhole(AnswerHead head, std::string body) override;
  asio::awaitable<absl::Status> SendHead(AnswerHead head) override;
  asio::awaitable<absl::Status> SendPiece(std::string bytes) override;
  asio::awaitable<absl::Status> SendEnd() override;
  void BreakOff() override;

  asio::awaitable<absl::Status> Send(std::string_view bytes);
  // The head's bytes, with what it has to say of the connection.
  std::string Encode(const AnswerHead& head);

  Http1Connection& connection_;
  Framing framing_;
  // The body under way goes in chunks.
  bool chunked_ = false;
};

}  // namespace zamer::gateway::http
