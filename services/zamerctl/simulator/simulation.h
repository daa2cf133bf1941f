// A department's days, played through the public API, and the check that nothing got lost or counted twice.
#pragma once
#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <asio/awaitable.hpp>
#include <asio/io_context.hpp>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "services/common/time/clock.h"
#include "services/zamerctl/simulator/ledger.h"
#include "services/zamerctl/simulator/options.h"
#include "services/zamerctl/simulator/zamer.h"

namespace zamer::simulator {

// What came of it.
struct Report {
  // What the simulated people know, and what metrics has counted beyond what it had before, by both bases.
  FunnelCounts known;
  FunnelCounts by_event_date;
  FunnelCounts by_cohort;
  // The same for KPIs by event date.
  FunnelCounts known_kpis;
  FunnelCounts counted_kpis;
  // Leads that the department had lost sight of, and how often it was looked for them; see Watchman.
  std::vector<std::string> lost_sight;
  int looks = 0;
  std::int64_t leads_looked_at = 0;
  int drop_outs = 0;
  // Acknowledged writes that are not there exactly once; see Audit.
  std::vector<std::string> differences;
  // Calls that were refused although nothing was wrong with them.
  std::map<std::string, int> refusals;
  int unknown_outcomes = 0;
  CallCounts counts;
  // How long the clients took, in the time of the world.
  absl::Duration took;

  // Whether everything that is known is counted, and nothing else.
  bool exact() const {
    return known == by_event_date && known == by_cohort && known_kpis == counted_kpis && differences.empty() &&
           lost_sight.empty() && counts.differing_repeats == 0;
  }
};

// Sets the department up, lets the clients come, and compares. Fails when the department cannot be set up or the
// numbers cannot be read. Nobody else may write to the department meanwhile. Loop thread; `loop`, `clock` and `options`
// must outlive it.
asio::awaitable<absl::StatusOr<Report>> Simulate(asio::io_context& loop, const Clock& clock, const Options& options);

// The report as a table.
std::string Describe(const Report& report);

}  // namespace zamer::simulator
