// What holds for a delivery of any platform, whatever its body says.
#pragma once
#include <cstdlib>
#include <string>

#include "services/common/rpc/check_request.h"
#include "services/common/rpc/field_plan.h"
#include "services/common/status/errors.h"
#include "services/gateway/domain/intake/arrival.h"
#include "services/gateway/domain/intake/order.h"
#include "services/gateway/domain/intake/way_in.h"

namespace zamer::gateway::intake {

// What was read from it is a request that the lead service understands, or an error of ours; what could not be read is
// kept as it came.
inline void CheckArrivals(const WayIn& way, const Arrivals& arrivals) {
  const absl::Time now = absl::FromUnixSeconds(1'772'445'600);
  for (const Arrival& arrival : arrivals) {
    if (KeyOf(arrival).empty()) std::abort();
    absl::StatusOr<Order> order = OrderOf({way, "delivery-1", arrival.platform_id, now}, arrival.body);
    if (!order.ok() && ReasonOf(order.status()) != Reason::kDeliveryUnreadable) std::abort();
    if (!order.ok()) continue;
    const auto check = [](auto& request) {
      return rpc::CheckFields(rpc::PlanOf(*request.GetDescriptor()), request, nullptr);
    };
    if (!std::visit(check, *order).ok()) std::abort();
  }
}

}  // namespace zamer::gateway::intake
