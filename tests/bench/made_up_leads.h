// Leads with their whole journeys, for counters of any number of them.
#pragma once
#include <absl/time/civil_time.h>
#include <absl/time/time.h>

#include <random>
#include <vector>

#include "zamer/metrics/v1/metrics_records.pb.h"

namespace zamer::bench {

inline constexpr int kPeriodDays = 90;

// The facts that metrics keeps of a lead, drawn from a seed. Everybody goes the whole way, with one meeting moved, and
// every step comes a fixed number of days after the arrival: so one lead fills all counters of its day, channel and
// lead manager, and 1,000 leads fill the same ones as 1,000,000, all but the distributions. Times are multiples of 10
// minutes, and meetings start at half hours: the distributions stay small enough for memory.
class MadeUpLeads {
 public:
  // They arrive from `first` on, on `kPeriodDays` days.
  explicit MadeUpLeads(absl::CivilDay first);

  const absl::TimeZone& zone() const { return zone_; }
  // Lead number `number`; days, channels and lead managers take turns. Its times stay until the next one is drawn, its
  // texts as long as this lives.
  const metrics::v1::LeadFacts& Draw(int number);

 private:
  // Milliseconds of a time between, a multiple of `grid`.
  std::int64_t Minutes(int from, int to, int grid = 10);

  const absl::CivilDay first_;
  const absl::TimeZone zone_;
  std::mt19937 random_{20240229};
  std::vector<metrics::v1::LeadFacts> facts_;  // by channel and lead manager
};

}  // namespace zamer::bench
