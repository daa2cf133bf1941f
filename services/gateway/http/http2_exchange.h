#pragma once

#include <memory>
#include <string>
#include <utility>

#include "services/common/rpc/baton.h"
#include "services/gateway/http/checked_exchange.h"
#include "services/gateway/http/deadline.h"
#include "services/gateway/http/http2_session.h"

namespace zamer::gateway::http {

class Http2Connection;

// A request that came on a stream of HTTP/2. The connection outlives it.
class Http2Exchange final : public CheckedExchange {
 public:
  Http2Exchange(Http2Connection& connection, Http2Session::StreamId stream, Request request);

  // What was given of the answer is on its way.
  void Taken();
  // The stream has ended: what is not on its way yet will never be.
  void Closed();

 private:
  bool gone() const override { return closed_; }
  asio::awaitable<absl::Status> SendWhole(AnswerHead head, std::string body) override;
  asio::awaitable<absl::Status> SendHead(AnswerHead head) override;
  asio::awaitable<absl::Status> SendPiece(std::string bytes) override;
  asio::awaitable<absl::Status> SendEnd() override;
  void BreakOff() override;

  asio::awaitable<absl::Status> SendBody(std::string bytes, bool last);
  // Waits until what was given is taken; not longer than a reader may take nothing.
  asio::awaitable<absl::Status> UntilTaken();

  Http2Connection& connection_;
  const Http2Session::StreamId stream_;
  Deadline taken_due_;
  rpc::Baton<bool> taken_;
  bool closed_ = false;
  // The head was all there is.
  bool only_head_ = false;
};

}  // namespace zamer::gateway::http
