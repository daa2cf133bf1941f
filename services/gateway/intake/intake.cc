#include "services/gateway/intake/intake.h"

#include <memory>

#include "services/gateway/intake/delivery_records.h"
#include "services/gateway/intake/waiting_collector.h"

namespace zamer::gateway::intake {

Intake::Intake(const IntakeParts& parts, const IntakeOptions& options)
    : options_(options),
      store_(parts.redis, kKeySpace, store::KeySpace(kKeySpace, parts.partitions)),
      leases_(store_, parts.ids.NextId()),
      counters_(parts.metrics, options_.ways),
      tools_{parts.loop, parts.clock, parts.log, store_, parts.fingerprint, options_.ways, options_.keep_rejected,
             counters_},
      deliverer_(tools_, leases_, parts.leads),
      storing_(tools_, [this](std::uint32_t partition) { deliverer_.Wake(partition); }),
      reception_(tools_, storing_),
      service_(parts.host, tools_, [this](std::uint32_t partition) { deliverer_.Wake(partition); }) {
  parts.metrics.Include(std::make_shared<WaitingCollector>(tools_));
}

}  // namespace zamer::gateway::intake
