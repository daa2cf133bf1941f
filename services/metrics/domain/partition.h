// What a partition's record says of how its numbers are counted.
#pragma once
#include "zamer/metrics/v1/metrics_records.pb.h"

namespace zamer::metrics {

// The rules by which this version counts. To be raised whenever the same facts add to other counters than before: what
// was counted by other rules can neither be read nor taken back by these, so it is counted again.
inline constexpr int kCountingRules = 2;

// A partition in which nothing has been counted yet.
v1::PartitionFacts NewPartition();
// Whether this version may count in it: not while its numbers are dropped, and not by other rules than those before.
bool IsCounting(const v1::PartitionFacts& partition);
// Whether it was counted by older rules than these. By newer ones: a newer version counts it, and this one stands by.
bool IsOutdated(const v1::PartitionFacts& partition);
// Has its numbers dropped and counted again, by these rules unless they were counted by newer ones.
void CountAgain(v1::PartitionFacts& partition);

}  // namespace zamer::metrics
