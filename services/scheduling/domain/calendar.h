// The weeks of a designer's calendar: what takes time, and when.
#pragma once
#include <absl/container/flat_hash_map.h>
#include <absl/time/time.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "services/common/time/interval.h"
#include "zamer/scheduling/v1/meeting.pb.h"
#include "zamer/scheduling/v1/scheduling_records.pb.h"

namespace zamer::scheduling {

// The calendar week of an instant, counted from that of Monday 1970-01-05, 00:00 UTC. Never in local time: zones change
// their rules, and a meeting must stay where it is looked for.
std::int64_t WeekOf(absl::Time time);
Interval SpanOfWeek(std::int64_t week);

// Id of the record of a designer's week.
std::string CalendarId(std::string_view designer, std::int64_t week);

// Ids of the weeks that say everything about a designer's meetings within `range`, those that reach into it included.
std::vector<std::string> CalendarIds(std::string_view designer, const Interval& range);

// The records that were read, by id; null or missing where there is none.
using CalendarWeeks = absl::flat_hash_map<std::string, const v1::CalendarWeek*>;

// A meeting or a hold that takes a designer's time.
struct BusySpan {
  Interval time;
  // To keep free before and after it.
  absl::Duration travel;
  const v1::Busy* entry = nullptr;
};

// Whether two meetings are too near one another: the time kept free between them is the longer of their travels, not
// the sum; touching is free where neither travels.
bool Clash(const Interval& time, absl::Duration travel, const BusySpan& other);

// What does not stand in the way of a wish: the holds of its own lead, and the meeting that it is to replace.
struct Exempt {
  std::string lead_id;
  std::string meeting_id;
};

// What takes a designer's time within `range` at `now`, by start: holds that ran out do not, whether or not their timer
// has fired. The spans point into the records.
std::vector<BusySpan> BusySpans(const CalendarWeeks& weeks, std::string_view designer, const Interval& range,
                                const Exempt& exempt, absl::Time now);

// Ids of the meetings that are live holds of a lead and clash with this time: a new hold or booking of the lead takes
// their place.
std::vector<std::string> OwnHolds(const CalendarWeeks& weeks, std::string_view designer, const Interval& time,
                                  absl::Duration travel, std::string_view lead_id, absl::Time now);

// The week with the meeting in it, a hold while its state is HOLD; replaces an entry of the same meeting. Drops holds
// that ran out before `now`.
v1::CalendarWeek WithMeeting(v1::CalendarWeek week, const v1::Meeting& meeting, absl::Duration travel, absl::Time now);
// The week without the meeting.
v1::CalendarWeek WithoutMeeting(v1::CalendarWeek week, std::string_view meeting_id);

// Id of the record that a meeting is in.
std::string CalendarIdOf(const v1::Meeting& meeting);

}  // namespace zamer::scheduling
