// Calls by which people come to work and leave it, and what is asked of that.
#pragma once
#include <absl/status/statusor.h>

#include <asio/awaitable.hpp>

#include "services/common/rpc/call.h"
#include "services/scheduling/resources.h"
#include "zamer/scheduling/v1/scheduling_service.pb.h"

namespace zamer::scheduling {

// One method per RPC; see the proto for what each does. Loop thread only.
class PresenceCalls {
 public:
  explicit PresenceCalls(Parts parts) : parts_(parts) {}

  asio::awaitable<absl::StatusOr<v1::Employee>> CheckIn(rpc::Call& call, const v1::CheckInRequest& request);
  asio::awaitable<absl::StatusOr<v1::Employee>> CheckOut(rpc::Call& call, const v1::CheckOutRequest& request);
  asio::awaitable<absl::StatusOr<v1::Coverage>> GetCoverage(rpc::Call& call, const v1::GetCoverageRequest& request);

 private:
  Parts parts_;
};

}  // namespace zamer::scheduling
