// One designer's working and busy time over some range.
#pragma once
#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <string>
#include <vector>

#include "services/common/time/interval.h"
#include "services/scheduling/domain/calendar.h"
#include "services/scheduling/domain/rules.h"
#include "zamer/scheduling/v1/scheduling_records.pb.h"

namespace zamer::scheduling {

// What every question about free time is answered from, by a search and by a booking alike, so that what is offered can
// be booked. Points into the roster and the records that it was made from.
class DesignerTime {
 public:
  // `range`: in which meetings may start; their calendar weeks (CalendarIds) must be among `weeks`. SHIFT_INVALID for a
  // roster that no service wrote.
  static absl::StatusOr<DesignerTime> Of(const v1::Roster::Designer& designer, const Rules& rules,
                                         const Interval& range, const CalendarWeeks& weeks, const Exempt& exempt,
                                         absl::Time now);

  const std::string& id() const { return designer_->employee_id(); }

  // Whether the designer works during all of `time`.
  bool Works(const Interval& time) const { return working_.Contains(time); }
  // Whether no meeting is too near.
  bool IsFree(const Interval& time, absl::Duration travel) const;
  // Meetings that start within `range`.
  int MeetingsIn(const Interval& range) const;
  // Whether the designer has all the meetings that one local day may have.
  bool IsFull(const Interval& day, const Rules& rules) const { return MeetingsIn(day) >= rules.daily_maximum; }
  // When the designer works.
  const IntervalSet& working() const { return working_; }

  // Whether `a` is to be asked before `b` in the calendar week of `time`: who has fewer meetings for his share of the
  // turn, then the smaller id.
  friend bool IsBefore(const DesignerTime& a, const DesignerTime& b, absl::Time time);

 private:
  DesignerTime(const v1::Roster::Designer& designer, IntervalSet working, std::vector<BusySpan> busy)
      : designer_(&designer), working_(std::move(working)), busy_(std::move(busy)) {}
  // The first span that starts at `time` or later.
  std::vector<BusySpan>::const_iterator FirstFrom(absl::Time time) const;

  const v1::Roster::Designer* designer_;
  IntervalSet working_;
  // By start; no two of them clash, so a new meeting can only clash with its neighbours.
  std::vector<BusySpan> busy_;
};

bool IsBefore(const DesignerTime& a, const DesignerTime& b, absl::Time time);

// The times of several designers.
absl::StatusOr<std::vector<DesignerTime>> TimesOf(const std::vector<const v1::Roster::Designer*>& designers,
                                                  const Rules& rules, const Interval& range, const CalendarWeeks& weeks,
                                                  const Exempt& exempt, absl::Time now);

}  // namespace zamer::scheduling
