// What is shown of ways in and deliveries.
#pragma once
#include <absl/status/statusor.h>

#include <asio/awaitable.hpp>
#include <optional>
#include <string>

#include "services/common/rpc/call.h"
#include "services/gateway/intake/intake_parts.h"
#include "zamer/gateway/v1/intake_service.pb.h"

namespace zamer::gateway::intake {

asio::awaitable<absl::StatusOr<v1::ListWaysInResponse>> ListWaysIn(const Tools& tools, const rpc::Call& call,
                                                                   const v1::ListWaysInRequest& request);
asio::awaitable<absl::StatusOr<v1::Delivery>> GetDelivery(const Tools& tools, const rpc::Call& call,
                                                          const v1::GetDeliveryRequest& request);
asio::awaitable<absl::StatusOr<v1::ListDeliveriesResponse>> ListDeliveries(const Tools& tools, const rpc::Call& call,
                                                                           const v1::ListDeliveriesRequest& request);

// When the first or the last delivery came, among those of some lists of a way in; nothing where there is none.
enum class End { kOldest, kNewest };
asio::awaitable<absl::StatusOr<std::optional<absl::Time>>> ReceiveTimeAt(const Tools& tools, const WayIn& way, End end,
                                                                         std::vector<std::string_view> lists,
                                                                         absl::Time deadline);
// How many deliveries each of a way in's lists has, in order of kLists.
asio::awaitable<absl::StatusOr<std::vector<std::int64_t>>> CountDeliveries(const Tools& tools, const WayIn& way,
                                                                           absl::Time deadline);

}  // namespace zamer::gateway::intake
