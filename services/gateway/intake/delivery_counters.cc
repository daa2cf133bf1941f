#include "services/gateway/intake/delivery_counters.h"

namespace zamer::gateway::intake {
namespace {

// In the order of the enum.
constexpr const char* kResultNames[] = {"stored",     "repeated",  "ignored",  "refused", "spam",
                                        "unreadable", "delivered", "rejected", "failed"};

}  // namespace

DeliveryCounters::DeliveryCounters(metrics::Registry& metrics, const WaysIn& ways) {
  auto& family = prometheus::BuildCounter()
                     .Name("zamer_deliveries_total")
                     .Help("What channels delivered, by way in: what became of it at the door and after.")
                     .Register(metrics.families());
  for (const WayIn& way : ways) {
    for (std::size_t i = 0; i < kResults; ++i) {
      counters_[way.id][i] = &family.Add({{"way_in", way.id}, {"result", kResultNames[i]}});
    }
  }
}

void DeliveryCounters::Count(std::string_view way_in, Result result, double times) {
  const auto found = counters_.find(way_in);
  if (found != counters_.end()) found->second[static_cast<std::size_t>(result)]->Increment(times);
}

}  // namespace zamer::gateway::intake
