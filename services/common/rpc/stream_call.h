#pragma once

#include <absl/status/status.h>
#include <grpcpp/grpcpp.h>
#include <grpcpp/support/server_callback.h>

#include <asio/awaitable.hpp>
#include <memory>
#include <mutex>
#include <utility>

#include "services/common/rpc/stream_state.h"
#include "services/common/rpc/writer.h"

namespace zamer::rpc {

// A call answered by a stream of messages. See CallState for who owns it.
template <class Request, class Response, class Handler>
class StreamCall final : public StreamState, public grpc::ServerWriteReactor<Response>, public Writer<Response> {
 public:
  StreamCall(Host& host, const Method& method, Handler handler)
      : StreamState(host, method), handler_(std::move(handler)) {}

  // As in UnaryCall, the request is taken over.
  void Begin(grpc::CallbackServerContext& context, const Request& request) {
    request_.Swap(const_cast<Request*>(&request));
    Enter(context, request_);
  }

  asio::awaitable<absl::Status> Write(Response message) override {
    if (!end().ok()) co_return end();
    message_ = std::move(message);  // free: the transport took the one before
    if (!StartWriting()) co_return WhyAbandoned();
    absl::Status taken = co_await WaitUntilTaken();
    if (taken.ok()) method().metrics.MessageSent();
    co_return taken;
  }

  void OnWriteDone(bool ok) override { Taken(ok); }
  void OnCancel() override { CallerHasGone(); }
  void OnDone() override { Release(); }

 private:
  asio::awaitable<absl::Status> Handle() override {
    co_return co_await handler_(call(), std::as_const(request_), static_cast<Writer<Response>&>(*this));
  }

  // False when the stream has been answered: gRPC aborts the process on a write after Finish.
  bool StartWriting() {
    std::lock_guard lock(wire_);
    if (answered()) return false;
    this->StartWrite(&message_);
    return true;
  }

  void Send(grpc::Status status) override {
    std::lock_guard lock(wire_);
    this->Finish(std::move(status));
  }

  Handler handler_;
  Request request_;
  // Stays untouched while the transport has it.
  Response message_;
  // Orders a write on the loop thread and a Finish on gRPC's.
  std::mutex wire_;
};

}  // namespace zamer::rpc
