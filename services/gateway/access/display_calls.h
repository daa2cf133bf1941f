// Calls on displays.
#pragma once
#include <absl/status/statusor.h>

#include <asio/awaitable.hpp>

#include "services/common/rpc/call.h"
#include "services/common/store/store.h"
#include "services/common/time/ids.h"
#include "zamer/gateway/v1/access_service.pb.h"

namespace zamer::gateway::access {

// One method per RPC; see the proto for what each does. Loop thread only.
class DisplayCalls {
 public:
  // Both must outlive it.
  DisplayCalls(store::Store& store, IdSource& ids) : store_(store), ids_(ids) {}

  asio::awaitable<absl::StatusOr<v1::CreateDisplayResponse>> Create(rpc::Call& call,
                                                                    const v1::CreateDisplayRequest& request);
  asio::awaitable<absl::StatusOr<v1::ListDisplaysResponse>> List(rpc::Call& call,
                                                                 const v1::ListDisplaysRequest& request);
  asio::awaitable<absl::StatusOr<v1::RevokeDisplayResponse>> Revoke(rpc::Call& call,
                                                                    const v1::RevokeDisplayRequest& request);

 private:
  store::Store& store_;
  IdSource& ids_;
};

}  // namespace zamer::gateway::access
