// The counters of many leads, summed in memory and written where metrics has them.
#pragma once
#include <absl/container/flat_hash_map.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "services/metrics/domain/cells.h"
#include "tests/support/redis_server.h"

namespace zamer::bench {

class CounterSums {
 public:
  // The texts of the credits must outlive this.
  void Add(const std::vector<metrics::Amount>& amounts);
  // Writes all counters of a department that has none yet; how many there are.
  std::int64_t WriteTo(testing::RedisServer& server, std::string_view department) const;

 private:
  struct Hash {
    std::size_t operator()(const metrics::Cell& cell) const;
  };

  absl::flat_hash_map<metrics::Cell, std::int64_t, Hash> sums_;
};

}  // namespace zamer::bench
