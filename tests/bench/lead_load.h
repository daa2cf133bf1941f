// Load on CreateLead: closed loop at full speed, or open loop at a given rate.
#pragma once
#include <absl/time/time.h>

#include <cstdint>
#include <string>
#include <vector>

#include "tests/support/cluster.h"

namespace zamer::bench {

struct LoadResult {
  std::int64_t succeeded = 0;
  std::int64_t failed = 0;
  absl::Duration took;
  std::vector<absl::Duration> latencies;  // of those that succeeded; in an open loop from when they were due
  std::vector<absl::Time> acknowledged;   // when their answers came

  double rate() const { return static_cast<double>(succeeded) / absl::ToDoubleSeconds(took); }
};

struct Load {
  // Distinct phones start here: runs on one store need ranges of their own.
  std::int64_t first_phone = 0;
  int leads = 10'000;
  int in_flight = 64;
  // Calls per second, due at even distances; 0: as fast as the answers come.
  double rate = 0;
};

// New leads, each with a phone of its own, over the service's gRPC API. `channel` reaches a LeadService.
LoadResult CreateLeads(const std::shared_ptr<grpc::Channel>& channel, const Load& load);

}  // namespace zamer::bench
