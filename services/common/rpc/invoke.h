#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>
#include <grpcpp/grpcpp.h>

#include <asio/awaitable.hpp>
#include <asio/io_context.hpp>
#include <asio/post.hpp>
#include <functional>
#include <memory>
#include <utility>

#include "services/common/rpc/baton.h"
#include "services/common/rpc/to_grpc.h"
#include "services/common/rpc/underway.h"

namespace zamer::rpc {

// One call to another service. gRPC's callback keeps it alive until gRPC is done, whatever becomes of the coroutine;
// its last owner lets go of it on the loop thread. See Underway::Remove.
template <class Response>
class Invocation : public std::enable_shared_from_this<Invocation<Response>> {
 public:
  Invocation(std::shared_ptr<grpc::ClientContext> context, std::shared_ptr<Underway> underway)
      : context_(std::move(context)), underway_(std::move(underway)) {}

  // `start`: (grpc::ClientContext*, Response*, std::function<void(grpc::Status)> done); makes the call.
  template <class Start>
  asio::awaitable<absl::StatusOr<Response>> Run(asio::io_context& loop, Start start) {
    underway_->Add(this, [context = context_] { context->TryCancel(); });
    start(context_.get(), &response_, [self = this->shared_from_this(), &loop](const grpc::Status& status) mutable {
      const void* const call = self.get();
      const std::shared_ptr<Underway> underway = self->underway_;
      asio::post(loop, [self = std::move(self), status] { self->baton_.Give(FromGrpc(status)); });
      underway->Remove(call);
    });
    const absl::Status status = co_await baton_.Take([context = context_] { context->TryCancel(); });
    if (!status.ok()) co_return status;
    co_return std::move(response_);
  }

 private:
  const std::shared_ptr<grpc::ClientContext> context_;
  const std::shared_ptr<Underway> underway_;
  Response response_;
  Baton<absl::Status> baton_;
};

}  // namespace zamer::rpc
