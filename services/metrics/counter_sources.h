// Which hashes questions need, each named once, and what becomes of them.
#pragma once
#include <absl/container/flat_hash_map.h>
#include <absl/time/time.h>

#include <string>
#include <vector>

#include "services/common/store/store.h"
#include "services/metrics/domain/aggregation.h"
#include "services/metrics/domain/query_plan.h"

namespace zamer::metrics {

// Of questions about one department.
class CounterSources {
 public:
  // Adds what a plan needs; `aggregation` is given it. `ahead`: the days with meetings that may not have come yet. Plan
  // and aggregation must outlive this.
  void Add(const QueryPlan& plan, const std::vector<Day>& ahead, Aggregation& aggregation);

  // Their hashes.
  const std::vector<std::string>& names() const { return names_; }
  // Gives the counters of hash number `place` to all aggregations that need them.
  void Give(std::size_t place, const store::Store::Counters& counters, absl::Time now) const;

 private:
  enum class Kind { kMeasures, kDurations, kMeetings };
  struct Use {
    Kind kind;
    const Grouping* grouping;
    Day day;
    Aggregation* aggregation;

    std::string Name(v1::Basis basis) const;
    void Give(std::string_view field, std::int64_t value, absl::Time now) const;
  };
  void Add(v1::Basis basis, Use use);

  std::vector<std::string> names_;
  std::vector<std::vector<Use>> uses_;  // by place
  absl::flat_hash_map<std::string, std::size_t> places_;
};

}  // namespace zamer::metrics
