#pragma once

#include <absl/status/status.h>

#include <asio/awaitable.hpp>
#include <cstddef>
#include <string>

#include "services/gateway/http/exchange.h"

namespace zamer::gateway::http {

// The head of an answer, as it will be sent.
struct AnswerHead {
  int status = 200;
  Headers headers = {};
  // False for an answer that has none by its nature: to HEAD, or 204 and 304.
  bool has_body = true;
};

// What is the same in all versions of HTTP: the order of the calls, the checks of what a handler gives, the headers
// that every answer has, and the count of what was sent. How it travels is a subclass' matter.
class CheckedExchange : public Exchange {
 public:
  using Exchange::Exchange;

  asio::awaitable<absl::Status> Respond(Response response) final;
  asio::awaitable<absl::Status> Begin(int status, Headers headers) final;
  asio::awaitable<absl::Status> Write(std::string bytes) final;
  asio::awaitable<absl::Status> End() final;

  // The handler has returned this: answers for it if it did not, or breaks off what it left incomplete.
  asio::awaitable<void> Conclude(absl::Status result);

  // The answer has been sent from its first byte to its last.
  bool complete() const { return stage_ == Stage::kComplete; }
  // Of the answer; of the error that nobody could be told, when the other end had gone before.
  int status() const { return status_; }
  std::size_t body_bytes() const { return body_bytes_; }

 protected:
  // CANCELLED/CALL_CANCELLED: the other end has gone.
  static absl::Status Gone();

 private:
  enum class Stage { kOpen, kStreaming, kComplete, kBroken };

  // Whether there still is somebody to answer.
  virtual bool gone() const = 0;
  virtual asio::awaitable<absl::Status> SendWhole(AnswerHead head, std::string body) = 0;
  virtual asio::awaitable<absl::Status> SendHead(AnswerHead head) = 0;
  virtual asio::awaitable<absl::Status> SendPiece(std::string bytes) = 0;
  virtual asio::awaitable<absl::Status> SendEnd() = 0;
  // Makes the other end see that the answer is not whole.
  virtual void BreakOff() = 0;

  absl::Status CheckHead(int status, const Headers& headers) const;
  AnswerHead MakeHead(int status, Headers headers);

  Stage stage_ = Stage::kOpen;
  int status_ = 0;
  bool has_body_ = true;
  std::size_t body_bytes_ = 0;
};

}  // namespace zamer::gateway::http
