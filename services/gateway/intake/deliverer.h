// Brings what was stored to the lead service, and forgets it in its time.
#pragma once
#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <asio/awaitable.hpp>
#include <cstdint>
#include <memory>

#include "services/common/events/lease.h"
#include "services/gateway/intake/intake_parts.h"
#include "services/gateway/intake/lead_sink.h"

namespace zamer::gateway::intake {

// Takes each partition's deliveries in the order in which they fall due, one after the other, so that what one person
// sends comes in that person's order. A lease spares replicas double work; without it, the lead service takes a
// delivery once by its request_id, and the commit that notes it is made only while the delivery is still due. Loop
// thread only.
class Deliverer {
 public:
  // All outlive it.
  Deliverer(const Tools& tools, events::Leases& leases, LeadSink& leads);
  ~Deliverer();

  // Delivers until Stop. Spawns one coroutine per partition.
  void Start();
  void Stop();
  // Something new may be due.
  void Wake(std::uint32_t partition);

  // Does what is due at the clock's now in one partition, without a lease; the number of deliveries that were settled,
  // put off or erased. UNAVAILABLE when the lead service could not be asked: what else is due waits for it.
  asio::awaitable<absl::StatusOr<int>> RunDue(std::uint32_t partition);

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace zamer::gateway::intake
