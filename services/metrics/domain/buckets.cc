#include "services/metrics/domain/buckets.h"

namespace zamer::metrics {
namespace {

constexpr std::int64_t kMinute = 60;
constexpr std::int64_t kHour = 60 * kMinute;
constexpr std::int64_t kSixtyDays = 60 * 24 * kHour;
// The first numbers of the buckets of a minute and of an hour.
constexpr std::int64_t kFirstMinute = kHour;
constexpr std::int64_t kFirstHour = kFirstMinute + (kSixtyDays - kHour) / kMinute;

// The number of a quantile's case, in order from 1.
std::int64_t Rank(const Histogram& histogram, int per_mille) { return (CasesIn(histogram) * per_mille + 999) / 1000; }

// The value of a case by its number; nothing without cases.
std::optional<std::int64_t> ValueAt(std::int64_t rank, const Histogram& histogram) {
  if (CasesIn(histogram) <= 0) return std::nullopt;
  std::int64_t seen = 0;
  for (const auto& [bucket, count] : histogram) {
    seen += count;
    if (seen >= rank) return bucket;
  }
  return histogram.rbegin()->first;
}

}  // namespace

std::int64_t BucketOf(absl::Duration duration) {
  const std::int64_t seconds = absl::ToInt64Seconds(duration);
  if (seconds < kHour) return seconds;
  if (seconds < kSixtyDays) return seconds - seconds % kMinute;
  return seconds - seconds % kHour;
}

std::int64_t NumberOf(std::int64_t bucket) {
  if (bucket < kHour) return bucket;
  if (bucket < kSixtyDays) return kFirstMinute + (bucket - kHour) / kMinute;
  return kFirstHour + (bucket - kSixtyDays) / kHour;
}

std::int64_t BucketAt(std::int64_t number) {
  if (number < kFirstMinute) return number;
  if (number < kFirstHour) return kHour + (number - kFirstMinute) * kMinute;
  return kSixtyDays + (number - kFirstHour) * kHour;
}

std::int64_t CasesIn(const Histogram& histogram) {
  std::int64_t cases = 0;
  for (const auto& [bucket, count] : histogram) cases += count;
  return cases;
}

std::optional<std::int64_t> Quantile(const Histogram& histogram, int per_mille) {
  return ValueAt(Rank(histogram, per_mille), histogram);
}

std::optional<std::int64_t> QuantileFromAbove(const Histogram& histogram, int per_mille) {
  return ValueAt(CasesIn(histogram) + 1 - Rank(histogram, per_mille), histogram);
}

std::int64_t CasesUpTo(const Histogram& histogram, std::int64_t limit) {
  std::int64_t cases = 0;
  for (auto bucket = histogram.begin(); bucket != histogram.end() && bucket->first <= limit; ++bucket) {
    cases += bucket->second;
  }
  return cases;
}

}  // namespace zamer::metrics
