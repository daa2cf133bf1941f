// What was delivered, counted.
#pragma once
#include <prometheus/counter.h>
#include <prometheus/family.h>

#include <array>
#include <map>
#include <string>
#include <string_view>

#include "services/common/metrics/registry.h"
#include "services/gateway/domain/intake/way_in.h"

namespace zamer::gateway::intake {

// What happened to a delivery: at the door, or on its way to the lead service.
enum class Result { kStored, kRepeated, kIgnored, kRefused, kSpam, kUnreadable, kDelivered, kRejected, kFailed };

// `zamer_deliveries_total{way_in,result}`.
class DeliveryCounters {
 public:
  DeliveryCounters(metrics::Registry& metrics, const WaysIn& ways);

  // Those of a way in that is not configured any more are not counted.
  void Count(std::string_view way_in, Result result, double times = 1);

 private:
  static constexpr std::size_t kResults = static_cast<std::size_t>(Result::kFailed) + 1;

  std::map<std::string, std::array<prometheus::Counter*, kResults>, std::less<>> counters_;
};

}  // namespace zamer::gateway::intake
