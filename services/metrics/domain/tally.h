// Collects what one lead adds, in both bases.
#pragma once
#include <absl/time/time.h>

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "services/metrics/domain/cells.h"

namespace zamer::metrics {

// When something happened, in milliseconds since 1970; nothing when history does not say.
using When = std::optional<std::int64_t>;

class Tally {
 public:
  // `arrive_ms`: the lead's arrival, its cohort.
  Tally(const absl::TimeZone& zone, std::int64_t arrive_ms);

  // By event date on the day of `when`, by cohort on that of the arrival.
  void Count(Measure measure, When when, const Credit& credit, std::int64_t amount = 1);
  // A meeting that stands at its time, whether that has come or not. `measure`: kMeetingsDue or kMeetingsDueOpen.
  void CountDue(Measure measure, std::int64_t start_ms, const Credit& credit);
  // How long it took until `when`; counted as undated when that is not known or lies before `from_ms`.
  void Time(Timing timing, std::int64_t from_ms, When when, const Credit& credit);
  // How long it took, measured elsewhere; it ended at `when`.
  void Took(Timing timing, std::int64_t millis, When when, const Credit& credit);
  // A case of an age: since when.
  void Since(Timing timing, std::int64_t entered_ms, const Credit& credit);
  // Something that never shrinks.
  void Add(Total total, std::int64_t amount = 1);
  // A case of the times to contract.
  void Mature(std::int64_t bucket);

  std::vector<Amount> Take() && { return std::move(amounts_); }

 private:
  Day DayAt(When when) const;
  void AddCase(Timing timing, std::int64_t millis, When when, const Credit& credit);
  void AddCell(Cell cell, When when, std::int64_t amount);

  const absl::TimeZone& zone_;
  std::int64_t arrive_ms_;
  Day cohort_;
  std::vector<Amount> amounts_;
};

}  // namespace zamer::metrics
