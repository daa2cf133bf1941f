#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>
#include <grpcpp/grpcpp.h>
#include <grpcpp/support/client_callback.h>

#include <asio/awaitable.hpp>
#include <functional>
#include <memory>

#include "services/common/rpc/channel.h"
#include "services/common/rpc/invoke.h"
#include "services/common/rpc/stream_reader.h"

namespace zamer::rpc {

// Calls another service from coroutines on the loop thread.
//
//   using LeadClient = rpc::Client<lead::v1::LeadService>;
//   absl::StatusOr<Lead> lead = co_await leads.Invoke(&LeadClient::Api::GetLead, request, rpc::Outgoing::From(call));
//
//   auto events = leads.Read(&LeadClient::Api::Subscribe, request, {.deadline = ...});
//   absl::StatusOr<std::optional<LeadEvent>> event = co_await events.Read();   // nullopt: the stream ended well
//
// Errors come back with the details that the other side gave (status/errors.h reads them). Nothing is retried here.
template <class Service>
class Client {
 public:
  using Api = typename Service::StubInterface::async_interface;

  template <class Request, class Response>
  using UnaryMethod = void (Api::*)(grpc::ClientContext*, const Request*, Response*, std::function<void(grpc::Status)>);
  template <class Request, class Response>
  using StreamMethod = void (Api::*)(grpc::ClientContext*, const Request*, grpc::ClientReadReactor<Response>*);

  // `channel` must outlive the client and its calls.
  explicit Client(Channel& channel) : channel_(channel), stub_(Service::NewStub(channel.grpc())) {}

  // Makes one call. Cancelling the awaiting coroutine cancels the call.
  template <class Request, class Response>
  asio::awaitable<absl::StatusOr<Response>> Invoke(UnaryMethod<Request, Response> method, Request request,
                                                   Outgoing outgoing) {
    auto invocation = std::make_shared<Invocation<Response>>(channel_.NewContext(outgoing), channel_.underway());
    Api* api = stub_->async();
    co_return co_await invocation->Run(
        channel_.loop(), [&](grpc::ClientContext* context, Response* response, std::function<void(grpc::Status)> done) {
          (api->*method)(context, &request, response, std::move(done));
        });
  }

  // Starts a server stream. Destroying the reader cancels it.
  template <class Request, class Response>
  StreamReader<Response> Read(StreamMethod<Request, Response> method, const Request& request,
                              const Outgoing& outgoing) {
    auto reception = std::make_shared<StreamReception<Response>>(channel_.loop(), channel_.NewContext(outgoing),
                                                                 channel_.underway());
    reception->Begin([&](grpc::ClientContext* context, grpc::ClientReadReactor<Response>* reactor) {
      (stub_->async()->*method)(context, &request, reactor);
    });
    return StreamReader<Response>(std::move(reception));
  }

 private:
  Channel& channel_;
  std::unique_ptr<typename Service::StubInterface> stub_;
};

}  // namespace zamer::rpc
