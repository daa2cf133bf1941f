// Exact distributions in sparse buckets, and their quantiles.
#pragma once
#include <absl/time/time.h>

#include <cstdint>
#include <map>
#include <optional>

namespace zamer::metrics {

// The bucket of a duration, as the least whole number of seconds in it: 1 s wide below 1 h, 1 min below 60 days, 1 h
// above. Negative durations are in none: callers count them apart.
std::int64_t BucketOf(absl::Duration duration);

// Buckets in order, counted from 0, and back: neighbours have neighbouring numbers, however wide they are.
std::int64_t NumberOf(std::int64_t bucket);
std::int64_t BucketAt(std::int64_t number);

// Cases by bucket. A count may pass below zero only while its counters are read in the middle of a change.
using Histogram = std::map<std::int64_t, std::int64_t>;

std::int64_t CasesIn(const Histogram& histogram);

// The nearest-rank quantile: the value of case number ceil(per_mille / 1000 * cases), in order. No value without cases.
// `per_mille`: from 1 to 1000.
std::optional<std::int64_t> Quantile(const Histogram& histogram, int per_mille);

// The same counted from the other end: from the greatest value down.
std::optional<std::int64_t> QuantileFromAbove(const Histogram& histogram, int per_mille);

// Cases of `limit` or less.
std::int64_t CasesUpTo(const Histogram& histogram, std::int64_t limit);

}  // namespace zamer::metrics
