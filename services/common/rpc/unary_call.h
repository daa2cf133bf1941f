#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>
#include <grpcpp/grpcpp.h>
#include <grpcpp/support/server_callback.h>

#include <asio/awaitable.hpp>
#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <memory>
#include <utility>

#include "services/common/rpc/call_state.h"

namespace zamer::rpc {

// A call with one answer. See CallState for who owns it.
template <class Request, class Response, class Handler>
class UnaryCall final : public CallState, public grpc::ServerUnaryReactor {
 public:
  UnaryCall(Host& host, const Method& method, Handler handler)
      : CallState(host, method), handler_(std::move(handler)) {}

  // gRPC owns request and response only until OnDone, which may come before the work's end: the request is taken over
  // by swapping, which costs nothing and is allowed, since the object behind the const pointer is not const.
  void Begin(grpc::CallbackServerContext& context, const Request& request, Response& response) {
    request_.Swap(const_cast<Request*>(&request));
    response_ = &response;
    Enter(context, request_);
  }

  void OnCancel() override { Abandon(WhyAbandoned()); }
  void OnDone() override { Release(); }
  // Neither reaction above blocks or takes a lock, so gRPC may run it where it stands instead of on yet another thread:
  // its own default reactor does the same.
  bool InternalInlineable() override { return true; }

 private:
  asio::awaitable<absl::Status> Handle() override {
    absl::StatusOr<Response> answer = co_await handler_(call(), std::as_const(request_));
    if (!answer.ok()) co_return std::move(answer).status();
    answer_ = *std::move(answer);
    co_return absl::OkStatus();
  }

  void Send(grpc::Status status) override {
    if (status.ok()) {
      response_->Swap(&answer_);
      method().metrics.MessageSent();
    }
    Finish(std::move(status));
  }

  void Spawn(std::shared_ptr<CallState> self) override {
    asio::co_spawn(host().loop(), Work(std::move(self)), asio::detached);
  }

  Handler handler_;
  Request request_;
  Response answer_;
  Response* response_ = nullptr;
};

}  // namespace zamer::rpc
