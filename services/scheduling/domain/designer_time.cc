#include "services/scheduling/domain/designer_time.h"

#include <algorithm>
#include <utility>

#include "services/common/status/macros.h"
#include "services/common/time/staffed_time.h"
#include "services/scheduling/domain/roster.h"

namespace zamer::scheduling {

absl::StatusOr<DesignerTime> DesignerTime::Of(const v1::Roster::Designer& designer, const Rules& rules,
                                              const Interval& range, const CalendarWeeks& weeks, const Exempt& exempt,
                                              absl::Time now) {
  ZAMER_ASSIGN_OR_RETURN(const StaffedTime shifts, WorkingTimeOf(designer, rules));
  return DesignerTime(designer, shifts.Within({.start = range.start, .end = range.end + kLongestMeeting}),
                      BusySpans(weeks, designer.employee_id(), range, exempt, now));
}

std::vector<BusySpan>::const_iterator DesignerTime::FirstFrom(absl::Time time) const {
  return std::ranges::lower_bound(busy_, time, {}, [](const BusySpan& span) { return span.time.start; });
}

bool DesignerTime::IsFree(const Interval& time, absl::Duration travel) const {
  const auto next = FirstFrom(time.start);
  if (next != busy_.end() && Clash(time, travel, *next)) return false;
  return next == busy_.begin() || !Clash(time, travel, *std::prev(next));
}

int DesignerTime::MeetingsIn(const Interval& range) const {
  return static_cast<int>(FirstFrom(range.end) - FirstFrom(range.start));
}

bool IsBefore(const DesignerTime& a, const DesignerTime& b, absl::Time time) {
  const Interval week = SpanOfWeek(WeekOf(time));
  // Meetings per share of the turn, compared without division.
  const std::int64_t load_a = std::int64_t{a.MeetingsIn(week)} * b.designer_->turn_weight();
  const std::int64_t load_b = std::int64_t{b.MeetingsIn(week)} * a.designer_->turn_weight();
  return load_a != load_b ? load_a < load_b : a.id() < b.id();
}

absl::StatusOr<std::vector<DesignerTime>> TimesOf(const std::vector<const v1::Roster::Designer*>& designers,
                                                  const Rules& rules, const Interval& range, const CalendarWeeks& weeks,
                                                  const Exempt& exempt, absl::Time now) {
  std::vector<DesignerTime> times;
  times.reserve(designers.size());
  for (const v1::Roster::Designer* designer : designers) {
    ZAMER_ASSIGN_OR_RETURN(DesignerTime time, DesignerTime::Of(*designer, rules, range, weeks, exempt, now));
    times.push_back(std::move(time));
  }
  return times;
}

}  // namespace zamer::scheduling
