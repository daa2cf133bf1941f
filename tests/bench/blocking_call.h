// A call whose handler blocks its thread.
#pragma once
#include <grpcpp/grpcpp.h>

#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <memory>
#include <optional>
#include <utility>

#include "services/common/rpc/call_state.h"
#include "services/lead/enquiries.h"

namespace zamer::bench {

// Runs the service's own coroutine for CreateLead, with the same checks before and the same log line and metrics after,
// but to its end on the thread that asks. The loop must be nobody else's meanwhile.
class BlockingCall final : public rpc::CallState {
 public:
  BlockingCall(rpc::Host& host, const rpc::Method& method, const lead::LeadParts& parts)
      : CallState(host, method), parts_(parts) {}

  grpc::Status Run(const lead::v1::CreateLeadRequest& request, lead::v1::Lead& response) {
    request_.Swap(const_cast<lead::v1::CreateLeadRequest*>(&request));  // as rpc::UnaryCall does
    Enter(context_, request_);
    while (!status_) host().loop().run_one();
    response.Swap(&answer_);
    Release();
    return *std::move(status_);
  }

 private:
  asio::awaitable<absl::Status> Handle() override {
    absl::StatusOr<lead::v1::Lead> lead = co_await lead::TakeEnquiry(parts_, call(), request_);
    if (!lead.ok()) co_return std::move(lead).status();
    answer_ = *std::move(lead);
    co_return absl::OkStatus();
  }

  void Send(grpc::Status status) override {
    if (status.ok()) method().metrics.MessageSent();
    status_ = std::move(status);
  }

  void Spawn(std::shared_ptr<CallState> self) override {
    asio::co_spawn(host().loop(), Work(std::move(self)), asio::detached);
  }

  const lead::LeadParts& parts_;
  // A synchronous call has a context of another kind; this one stands in for it and is empty.
  grpc::CallbackServerContext context_;
  lead::v1::CreateLeadRequest request_;
  lead::v1::Lead answer_;
  std::optional<grpc::Status> status_;
};

}  // namespace zamer::bench
