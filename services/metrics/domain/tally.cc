#include "services/metrics/domain/tally.h"

#include "services/common/time/zone.h"
#include "services/metrics/domain/buckets.h"

namespace zamer::metrics {
namespace {

constexpr std::int64_t kMillisPerMinute = 60'000;

}  // namespace

Tally::Tally(const absl::TimeZone& zone, std::int64_t arrive_ms)
    : zone_(zone), arrive_ms_(arrive_ms), cohort_(DayAt(arrive_ms)) {}

Day Tally::DayAt(When when) const { return when ? DayNumber(DayOf(absl::FromUnixMillis(*when), zone_)) : kUnknownDay; }

void Tally::AddCell(Cell cell, When when, std::int64_t amount) {
  cell.basis = v1::COHORT;
  cell.day = cohort_;
  amounts_.push_back({cell, amount});
  cell.basis = v1::EVENT_DATE;
  cell.day = when == arrive_ms_ ? cohort_ : DayAt(when);
  amounts_.push_back({cell, amount});
}

void Tally::Count(Measure measure, When when, const Credit& credit, std::int64_t amount) {
  if (amount == 0) return;
  AddCell({.kind = Cell::Kind::kMeasure, .code = static_cast<std::uint8_t>(measure), .credit = credit}, when, amount);
}

void Tally::CountDue(Measure measure, std::int64_t start_ms, const Credit& credit) {
  Count(measure, start_ms, credit);
  const Cell cell{.kind = Cell::Kind::kMeeting,
                  .day = DayAt(start_ms),
                  .code = static_cast<std::uint8_t>(measure),
                  .bucket = start_ms / kMillisPerMinute,
                  .cohort = cohort_,
                  .credit = credit};
  amounts_.push_back({cell, 1});
}

void Tally::Time(Timing timing, std::int64_t from_ms, When when, const Credit& credit) {
  if (!when || *when < from_ms) return Count(UndatedOf(timing), when, credit);
  Took(timing, *when - from_ms, when, credit);
}

void Tally::Took(Timing timing, std::int64_t millis, When when, const Credit& credit) {
  Count(MillisOf(timing), when, credit, millis);
  AddCase(timing, millis, when, credit);
}

void Tally::Since(Timing timing, std::int64_t entered_ms, const Credit& credit) {
  AddCase(timing, entered_ms, entered_ms, credit);
}

void Tally::AddCase(Timing timing, std::int64_t millis, When when, const Credit& credit) {
  Count(CasesOf(timing), when, credit);
  AddCell({.kind = Cell::Kind::kDuration,
           .code = static_cast<std::uint8_t>(timing),
           .bucket = BucketOf(absl::Milliseconds(millis)),
           .credit = credit},
          when, 1);
}

void Tally::Add(Total total, std::int64_t amount) {
  if (amount == 0) return;
  Cell cell;
  cell.kind = Cell::Kind::kTotal;
  cell.code = static_cast<std::uint8_t>(total);
  amounts_.push_back({cell, amount});
}

void Tally::Mature(std::int64_t bucket) {
  Cell cell;
  cell.kind = Cell::Kind::kMaturity;
  cell.bucket = bucket;
  amounts_.push_back({cell, 1});
}

}  // namespace zamer::metrics
