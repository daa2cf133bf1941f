#include "services/metrics/domain/partition.h"

#include <algorithm>

namespace zamer::metrics {

v1::PartitionFacts NewPartition() {
  v1::PartitionFacts partition;
  partition.set_counting_rules(kCountingRules);
  return partition;
}

bool IsCounting(const v1::PartitionFacts& partition) {
  return !partition.dropping() && partition.counting_rules() == kCountingRules;
}

bool IsOutdated(const v1::PartitionFacts& partition) { return partition.counting_rules() < kCountingRules; }

void CountAgain(v1::PartitionFacts& partition) {
  partition.set_dropping(true);
  partition.set_counting_rules(std::max(partition.counting_rules(), kCountingRules));
}

}  // namespace zamer::metrics
