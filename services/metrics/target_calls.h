// Setting, listing and deleting targets.
#pragma once
#include <absl/status/statusor.h>

#include <asio/awaitable.hpp>

#include "services/common/rpc/call.h"
#include "services/common/store/store.h"
#include "services/metrics/kpi_reader.h"
#include "zamer/metrics/v1/target.pb.h"

namespace zamer::metrics {

// Most targets of a department's month.
inline constexpr int kMostTargets = 1000;

// Loop thread only. Each answers the call of its name; see the proto.
asio::awaitable<absl::StatusOr<v1::Target>> SetTarget(store::Store& store, const rpc::Call& call,
                                                      const v1::SetTargetRequest& request);
asio::awaitable<absl::StatusOr<v1::ListTargetsResponse>> ListTargets(store::Store& store, KpiReader& reader,
                                                                     const rpc::Call& call,
                                                                     const v1::ListTargetsRequest& request);
asio::awaitable<absl::StatusOr<v1::DeleteTargetResponse>> DeleteTarget(store::Store& store, const rpc::Call& call,
                                                                       const v1::DeleteTargetRequest& request);

}  // namespace zamer::metrics
