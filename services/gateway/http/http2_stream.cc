#include "services/gateway/http/http2_stream.h"

#include <absl/time/clock.h>

#include <utility>

#include "services/gateway/http/http2_connection.h"

namespace zamer::gateway::http {

Http2Stream::Http2Stream(Http2Connection& connection, Http2Session::StreamId id)
    : connection_(connection),
      id_(id),
      share_(connection.shared_core()),
      body_due_(connection.core().loop(), [this] { Refuse(TooSlow()); }) {
  body_due_.Set(connection.core().limits().body_time);
}

void Http2Stream::OnBody() {
  Http2Request* const request = connection_.session().request(id_);
  if (request != nullptr && !share_.HoldBody(request->request().body.size())) Refuse(TooBusy());
}

void Http2Stream::OnRequest() {
  if (share_.Begin()) {
    Answer(connection_.core().handler());
  } else {
    Refuse(TooBusy());
  }
}

void Http2Stream::OnRefused() {
  Http2Request* const request = connection_.session().request(id_);
  if (request != nullptr) Refuse(*request->refusal());
}

void Http2Stream::OnTaken() {
  if (exchange_ != nullptr) exchange_->Taken();
}

bool Http2Stream::OnClosed() {
  const std::shared_ptr<Http2Stream> self = shared_from_this();
  closed_ = true;
  body_due_.Clear();
  if (exchange_ != nullptr) exchange_->Closed();
  const bool answered = exchange_ != nullptr && exchange_->complete();
  if (task_ == nullptr) {
    connection_.Forget(id_);
  } else if (!answered) {
    task_->Cancel();
  }
  return answered;
}

void Http2Stream::Refuse(const Refusal& refusal) {
  Answer([response = ToResponse(refusal)](Exchange& exchange) { return exchange.Respond(response); });
}

void Http2Stream::Answer(Handler handler) {
  Http2Request* const incoming = connection_.session().request(id_);
  if (exchange_ != nullptr || incoming == nullptr) return;
  body_due_.Clear();
  started_ = absl::Now();
  Request request = std::move(incoming->request());
  request.peer = connection_.core().proxies().Origin(connection_.peer(), request.headers);
  request.secure = true;
  handler_ = std::move(handler);
  exchange_ = std::make_shared<Http2Exchange>(connection_, id_, std::move(request));
  task_ = std::make_shared<HandlerTask>(connection_.core().loop(), handler_, exchange_);
  task_->Start([self = shared_from_this()] { self->OnAnswered(); });
}

void Http2Stream::OnAnswered() {
  task_.reset();
  connection_.core().Tell({.request = exchange_->request(),
                           .status = exchange_->status(),
                           .body_bytes = exchange_->body_bytes(),
                           .took = absl::Now() - started_,
                           .broken_off = !exchange_->complete()});
  if (closed_) connection_.Forget(id_);
}

}  // namespace zamer::gateway::http
