// What the parts of the intake work with.
#pragma once
#include <absl/time/time.h>

#include <asio/io_context.hpp>

#include "services/common/log/logger.h"
#include "services/common/store/fingerprint.h"
#include "services/common/store/store.h"
#include "services/common/time/clock.h"
#include "services/gateway/domain/intake/way_in.h"
#include "services/gateway/intake/delivery_counters.h"

namespace zamer::gateway::intake {

// All outlive those who use them.
struct Tools {
  asio::io_context& loop;
  const Clock& clock;
  log::Logger& log;
  store::Store& store;
  const store::Fingerprint& fingerprint;
  const WaysIn& ways;
  const absl::Duration keep_rejected;
  DeliveryCounters& counters;
};

}  // namespace zamer::gateway::intake
