#pragma once

#include <absl/time/time.h>

#include <memory>

#include "services/gateway/http/core.h"
#include "services/gateway/http/deadline.h"
#include "services/gateway/http/handler_task.h"
#include "services/gateway/http/http2_exchange.h"
#include "services/gateway/http/http2_session.h"
#include "services/gateway/http/refusal.h"

namespace zamer::gateway::http {

class Http2Connection;

// One stream, from its head to the end of its handler, which may be later than that of the stream. The connection
// outlives it.
class Http2Stream : public std::enable_shared_from_this<Http2Stream> {
 public:
  Http2Stream(Http2Connection& connection, Http2Session::StreamId id);

  // A piece of the body is here.
  void OnBody();
  // The request is here as a whole.
  void OnRequest();
  void OnRefused();
  void OnTaken();
  // The stream has ended; says whether it had been answered.
  bool OnClosed();

  bool answering() const { return exchange_ != nullptr; }

 private:
  // Answers by the handler, or by the refusal.
  void Answer(Handler handler);
  void Refuse(const Refusal& refusal);
  void OnAnswered();

  Http2Connection& connection_;
  const Http2Session::StreamId id_;
  Share share_;
  Deadline body_due_;
  absl::Time started_;
  Handler handler_;
  std::shared_ptr<Http2Exchange> exchange_;
  std::shared_ptr<HandlerTask> task_;
  bool closed_ = false;
};

}  // namespace zamer::gateway::http
