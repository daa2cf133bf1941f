// Load on CreateLead: closed loop at full speed, or open loop at a given rate.
#pragma once
#include <absl/time/time.h>

#include <cstdint>
#include <string>
#include <vector>

#include "tests/bench/department.h"
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
  // Calls per second, due as DueTime says; 0: as fast as the answers come.
  double rate = 0;
  // Whose leads they are, in turn.
  std::vector<std::string> departments = {kDepartment};
};

// When call number `i` of an open loop is due: at even distances, but together with all of its millisecond. A wake-up
// of its own for each call would take as much of the machine as the call.
absl::Time DueTime(absl::Time start, double rate, std::int64_t i);

// New leads, each with a phone of its own, over the gRPC API of the LeadService at `address`.
LoadResult CreateLeads(const std::string& address, const Load& load);

}  // namespace zamer::bench
