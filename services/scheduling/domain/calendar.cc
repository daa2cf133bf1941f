#include "services/scheduling/domain/calendar.h"

#include <absl/strings/str_cat.h>

#include <algorithm>

#include "services/common/names/names.h"
#include "services/common/time/timestamps.h"
#include "services/scheduling/domain/rules.h"

namespace zamer::scheduling {
namespace {

constexpr std::int64_t kWeekSeconds = 7 * 24 * 60 * 60;
constexpr std::int64_t kFirstMonday = 4 * 24 * 60 * 60;
// No meeting with its travel reaches farther than this from its start, and no local day is longer.
constexpr absl::Duration kReach = absl::Hours(26);

absl::Time FromMinute(std::int64_t minute) { return absl::FromUnixSeconds(minute * 60); }
std::int64_t ToMinute(absl::Time time) { return absl::ToUnixSeconds(time) / 60; }

bool IsLive(const v1::Busy& busy, absl::Time now) {
  return !busy.has_hold() || absl::FromUnixMillis(busy.hold().expire_millis()) > now;
}

bool IsExempt(const v1::Busy& busy, const Exempt& exempt) {
  if (busy.has_hold() && busy.hold().lead_id() == exempt.lead_id) return true;
  return busy.meeting_id() == exempt.meeting_id;
}

BusySpan SpanOf(const v1::Busy& busy) {
  const absl::Time start = FromMinute(busy.start_minute());
  return {.time = {.start = start, .end = start + absl::Minutes(busy.length_minutes())},
          .travel = absl::Minutes(busy.travel_minutes()),
          .entry = &busy};
}

// Calls `visit` with every live entry of the designer's weeks around `range`.
template <class Visit>
void ForEachBusy(const CalendarWeeks& weeks, std::string_view designer, const Interval& range, absl::Time now,
                 const Visit& visit) {
  for (const std::string& id : CalendarIds(designer, range)) {
    const auto found = weeks.find(id);
    if (found == weeks.end() || found->second == nullptr) continue;
    for (const v1::Busy& busy : found->second->busy()) {
      if (IsLive(busy, now)) visit(busy);
    }
  }
}

v1::Busy EntryOf(const v1::Meeting& meeting, absl::Duration travel) {
  v1::Busy busy;
  const std::int64_t start = ToMinute(FromTimestamp(meeting.start_time()));
  busy.set_meeting_id(std::string(LastSegment(meeting.name())));
  busy.set_start_minute(start);
  busy.set_length_minutes(static_cast<int>(ToMinute(FromTimestamp(meeting.end_time())) - start));
  busy.set_travel_minutes(static_cast<int>(absl::ToInt64Minutes(travel)));
  if (meeting.state() == v1::Meeting::HOLD) {
    busy.mutable_hold()->set_lead_id(std::string(LastSegment(meeting.lead())));
    busy.mutable_hold()->set_expire_millis(absl::ToUnixMillis(FromTimestamp(meeting.hold_expire_time())));
  }
  return busy;
}

}  // namespace

std::int64_t WeekOf(absl::Time time) {
  const std::int64_t seconds = absl::ToUnixSeconds(time) - kFirstMonday;
  return seconds >= 0 ? seconds / kWeekSeconds : (seconds + 1) / kWeekSeconds - 1;
}

Interval SpanOfWeek(std::int64_t week) {
  const absl::Time start = absl::FromUnixSeconds(kFirstMonday + week * kWeekSeconds);
  return {.start = start, .end = start + absl::Seconds(kWeekSeconds)};
}

std::string CalendarId(std::string_view designer, std::int64_t week) {
  return absl::StrCat(absl::string_view(designer.data(), designer.size()), "/", week);
}

std::vector<std::string> CalendarIds(std::string_view designer, const Interval& range) {
  std::vector<std::string> ids;
  const std::int64_t last = WeekOf(range.end + kReach);
  for (std::int64_t week = WeekOf(range.start - kReach); week <= last; ++week)
    ids.push_back(CalendarId(designer, week));
  return ids;
}

bool Clash(const Interval& time, absl::Duration travel, const BusySpan& other) {
  const absl::Duration gap = std::max(travel, other.travel);
  return time.start < other.time.end + gap && other.time.start < time.end + gap;
}

std::vector<BusySpan> BusySpans(const CalendarWeeks& weeks, std::string_view designer, const Interval& range,
                                const Exempt& exempt, absl::Time now) {
  std::vector<BusySpan> spans;
  ForEachBusy(weeks, designer, range, now, [&](const v1::Busy& busy) {
    if (!IsExempt(busy, exempt)) spans.push_back(SpanOf(busy));
  });
  return spans;
}

std::vector<std::string> OwnHolds(const CalendarWeeks& weeks, std::string_view designer, const Interval& time,
                                  absl::Duration travel, std::string_view lead_id, absl::Time now) {
  std::vector<std::string> holds;
  ForEachBusy(weeks, designer, time, now, [&](const v1::Busy& busy) {
    const bool own = busy.has_hold() && busy.hold().lead_id() == lead_id;
    if (own && Clash(time, travel, SpanOf(busy))) holds.push_back(busy.meeting_id());
  });
  return holds;
}

v1::CalendarWeek WithMeeting(v1::CalendarWeek week, const v1::Meeting& meeting, absl::Duration travel, absl::Time now) {
  v1::Busy entry = EntryOf(meeting, travel);
  auto& busy = *week.mutable_busy();
  const auto [gone, end] = std::ranges::remove_if(
      busy, [&](const v1::Busy& each) { return each.meeting_id() == entry.meeting_id() || !IsLive(each, now); });
  busy.erase(gone, end);
  *busy.Add() = std::move(entry);
  std::ranges::sort(busy, {}, &v1::Busy::start_minute);
  return week;
}

v1::CalendarWeek WithoutMeeting(v1::CalendarWeek week, std::string_view meeting_id) {
  auto& busy = *week.mutable_busy();
  const auto [gone, end] =
      std::ranges::remove_if(busy, [&](const v1::Busy& each) { return each.meeting_id() == meeting_id; });
  busy.erase(gone, end);
  return week;
}

std::string CalendarIdOf(const v1::Meeting& meeting) {
  return CalendarId(LastSegment(meeting.designer()), WeekOf(FromTimestamp(meeting.start_time())));
}

}  // namespace zamer::scheduling
