#pragma once

#include <grpcpp/grpcpp.h>
#include <grpcpp/support/server_callback.h>

#include <memory>
#include <string_view>
#include <utility>

#include "services/common/rpc/call.h"
#include "services/common/rpc/host.h"
#include "services/common/rpc/method_table.h"
#include "services/common/rpc/stream_call.h"
#include "services/common/rpc/unary_call.h"
#include "services/common/rpc/writer.h"

namespace zamer::rpc {

// Answers the calls of one gRPC service: every generated method hands its call to Unary or Stream together with a
// coroutine, and what every call needs happens here, once, in this order: admission, deadline, authentication, the
// method's policy, department scope, validation, read-your-writes; then the coroutine; then one answer with error
// details, metrics and one log line. The checks run on gRPC's threads, the coroutine on the loop thread.
//
//   grpc::ServerUnaryReactor* GetLead(grpc::CallbackServerContext* context, const GetLeadRequest* request,
//                                     Lead* response) override {
//     return calls_.Unary(context, request, response,
//                         [this](rpc::Call& call, const GetLeadRequest& r) { return OnGetLead(call, r); });
//   }
//
// The method is known by the name of the generated function that calls Unary or Stream (`__builtin_FUNCTION`), so a
// handler cannot name a wrong one.
class Calls {
 public:
  // `service` is the generated `service_full_name()`. `host` must outlive this and every call.
  Calls(Host& host, std::string_view service) : host_(host), methods_(host, service) {}

  // `handler`: asio::awaitable<absl::StatusOr<Response>>(Call&, const Request&). It always runs to its end: a commit is
  // never cut in half; a caller that has gone merely does not get the answer.
  template <class Request, class Response, class Handler>
  grpc::ServerUnaryReactor* Unary(grpc::CallbackServerContext* context, const Request* request, Response* response,
                                  Handler handler, const char* method = __builtin_FUNCTION()) {
    auto call =
        std::make_shared<UnaryCall<Request, Response, Handler>>(host_, methods_.Find(method), std::move(handler));
    call->Begin(*context, *request, *response);
    return call.get();
  }

  // `handler`: asio::awaitable<absl::Status>(Call&, const Request&, Writer<Response>&). When the stream ends from
  // outside (caller gone, time up, drain), a Write in progress returns an error; any other wait of the handler is
  // cancelled and its next co_await throws operation_aborted, which is not to be caught. So a stream must not commit.
  template <class Response, class Request, class Handler>
  grpc::ServerWriteReactor<Response>* Stream(grpc::CallbackServerContext* context, const Request* request,
                                             Handler handler, const char* method = __builtin_FUNCTION()) {
    auto call =
        std::make_shared<StreamCall<Request, Response, Handler>>(host_, methods_.Find(method), std::move(handler));
    call->Begin(*context, *request);
    return call.get();
  }

 private:
  Host& host_;
  const MethodTable methods_;
};

}  // namespace zamer::rpc
