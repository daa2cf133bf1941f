// Calls on sessions.
#pragma once
#include <absl/status/statusor.h>

#include <asio/awaitable.hpp>

#include "services/common/rpc/call.h"
#include "services/common/store/store.h"
#include "services/gateway/domain/access/sessions.h"
#include "zamer/gateway/v1/access_service.pb.h"

namespace zamer::gateway::access {

// One method per RPC; see the proto for what each does. Loop thread only.
class SessionCalls {
 public:
  // `store` must outlive it.
  SessionCalls(store::Store& store, SessionTimes times) : store_(store), times_(times) {}

  asio::awaitable<absl::StatusOr<v1::ListSessionsResponse>> List(rpc::Call& call,
                                                                 const v1::ListSessionsRequest& request);
  asio::awaitable<absl::StatusOr<v1::EndSessionResponse>> End(rpc::Call& call, const v1::EndSessionRequest& request);
  asio::awaitable<absl::StatusOr<v1::EndAllSessionsResponse>> EndAll(rpc::Call& call,
                                                                     const v1::EndAllSessionsRequest& request);

 private:
  store::Store& store_;
  const SessionTimes times_;
};

}  // namespace zamer::gateway::access
