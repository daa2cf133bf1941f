// Properties that hold after any sequence of commands.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "desk.h"
#include "services/common/names/names.h"
#include "services/common/time/timestamps.h"
#include "services/scheduling/domain/roster.h"

namespace zamer::scheduling {
namespace {

// The wishes are for a Sunday and the Monday after it, so that days, nights and calendar weeks meet.
const absl::Time kFirst = March(8, 9);
constexpr absl::Duration kRange = absl::Hours(36);

// Days of different length, lunch breaks, a shift over midnight and over the week's end, an absence.
v1::Roster MixedRoster() {
  v1::Roster roster = EmptyRoster();
  roster.mutable_settings()->set_designer_daily_maximum(4);
  v1::Employee lunch = Designer("a");
  for (v1::WeeklyShift& shift : *lunch.mutable_weekly_shifts()) shift.set_end_minute(13 * 60);
  for (int weekday = 1; weekday <= 7; ++weekday) {
    v1::WeeklyShift& afternoon = *lunch.add_weekly_shifts();
    afternoon.set_weekday(weekday);
    afternoon.set_start_minute(14 * 60);
    afternoon.set_end_minute(20 * 60);
  }
  CopyTo(roster, lunch);
  v1::Employee night = Designer("b");
  for (v1::WeeklyShift& shift : *night.mutable_weekly_shifts()) {
    shift.set_start_minute(18 * 60);
    shift.set_end_minute(30 * 60);
  }
  CopyTo(roster, night);
  v1::Employee away = Designer("c");
  v1::TimeOff& off = *away.add_time_offs();
  *off.mutable_start_time() = ToTimestamp(March(8, 12, 10));
  *off.mutable_end_time() = ToTimestamp(March(9, 14, 20));
  CopyTo(roster, away);
  return roster;
}

bool IsLive(const v1::Meeting& meeting, absl::Time now) {
  if (meeting.state() == v1::Meeting::HOLD) return FromTimestamp(meeting.hold_expire_time()) > now;
  return TakesTime(meeting.state());
}

Interval TimeOf(const v1::Meeting& meeting) {
  return {FromTimestamp(meeting.start_time()), FromTimestamp(meeting.end_time())};
}

// Told without the calendar, from the meetings alone.
void CheckNothingClashes(const Desk& desk) {
  for (auto one = desk.meetings.begin(); one != desk.meetings.end(); ++one) {
    for (auto other = std::next(one); other != desk.meetings.end(); ++other) {
      const v1::Meeting& a = one->second;
      const v1::Meeting& b = other->second;
      if (!IsLive(a, desk.now) || !IsLive(b, desk.now) || a.designer() != b.designer()) continue;
      const bool travels = a.kind() == v1::Meeting::ON_SITE || b.kind() == v1::Meeting::ON_SITE;
      const absl::Duration gap = travels ? desk.rules.travel : absl::ZeroDuration();
      RC_ASSERT(TimeOf(a).end + gap <= TimeOf(b).start || TimeOf(b).end + gap <= TimeOf(a).start);
    }
  }
}

void CheckEveryMeetingIsWithinAShift(const Desk& desk) {
  for (const auto& [name, meeting] : desk.meetings) {
    const v1::Roster::Designer* designer = FindDesigner(desk.roster, LastSegment(meeting.designer()));
    const Interval time = TimeOf(meeting);
    RC_ASSERT(WorkingTimeOf(*designer, desk.rules)->Within(time) == IntervalSet({time}));
  }
}

v1::Meeting::Kind AnyKind() {
  return *rc::gen::element(v1::Meeting::ON_SITE, v1::Meeting::SHOWROOM, v1::Meeting::ONLINE);
}

v1::Meeting AnyWish() {
  const absl::Time start = kFirst + absl::Minutes(20) * *rc::gen::inRange<std::int64_t>(0, kRange / absl::Minutes(20));
  const std::string designer = *rc::gen::element<std::string>("", "a", "b", "c");
  return Asked(AnyKind(), start, designer, "l" + std::to_string(*rc::gen::inRange(0, 4)));
}

std::string AnyMeeting(const Desk& desk) {
  return std::next(desk.meetings.begin(), *rc::gen::inRange<std::size_t>(0, desk.meetings.size()))->first;
}

void AnyCommand(Desk& desk) {
  const int command = *rc::gen::inRange(0, 9);
  if (command <= 1) (void)desk.Hold(AnyWish());
  if (command >= 2 && command <= 4) (void)desk.Book(AnyWish());
  if (desk.meetings.empty()) return;
  if (command == 5) (void)desk.BookHeld(AnyMeeting(desk));
  if (command == 6) {
    const v1::Meeting to = AnyWish();
    (void)desk.Move(AnyMeeting(desk), FromTimestamp(to.start_time()), std::string(LastSegment(to.designer())));
  }
  if (command == 7) (void)desk.CallOff(AnyMeeting(desk));
  if (command == 8) {
    desk.now += absl::Minutes(*rc::gen::inRange(1, 15));
    if (*rc::gen::arbitrary<bool>()) desk.FireTimers();
  }
}

RC_GTEST_PROP(AnySequenceOfCommands, LeavesNoTwoMeetingsOfADesignerTooNear, ()) {
  Desk desk(MixedRoster());
  const int count = *rc::gen::inRange(1, 100);
  for (int i = 0; i < count; ++i) {
    AnyCommand(desk);
    CheckNothingClashes(desk);
  }
  CheckEveryMeetingIsWithinAShift(desk);
}

RC_GTEST_PROP(EveryOfferedSlot, CanBeBooked, ()) {
  Desk desk(MixedRoster());
  const int count = *rc::gen::inRange(0, 80);
  for (int i = 0; i < count; ++i) AnyCommand(desk);
  v1::SearchSlotsRequest request;
  request.set_kind(AnyKind());
  request.set_page_size(500);
  *request.mutable_start_time() = ToTimestamp(kFirst);
  *request.mutable_end_time() = ToTimestamp(kFirst + kRange);
  const std::vector<v1::Slot> slots = desk.Search(request);
  for (const v1::Slot& slot : slots) {
    Desk copy = desk;
    v1::Meeting asked = Asked(request.kind(), FromTimestamp(slot.start_time()), "", "newcomer");
    asked.set_designer(slot.designer());
    *asked.mutable_end_time() = slot.end_time();
    RC_ASSERT(copy.Book(asked).ok());
  }
}

RC_GTEST_PROP(WhatCanBeBookedOnAStep, IsOffered, ()) {
  Desk desk(MixedRoster());
  const int count = *rc::gen::inRange(0, 80);
  for (int i = 0; i < count; ++i) AnyCommand(desk);
  const std::string designer = *rc::gen::element<std::string>("a", "b", "c");
  v1::SearchSlotsRequest request;
  request.set_kind(AnyKind());
  for (absl::Time start = kFirst; start < kFirst + kRange; start += kSlotStep) {
    const v1::Meeting asked = Asked(request.kind(), start, designer, "newcomer");
    request.set_designer(asked.designer());
    *request.mutable_start_time() = asked.start_time();
    *request.mutable_end_time() = ToTimestamp(start + absl::Minutes(1));
    const bool offered = !desk.Search(request).empty();
    Desk copy = desk;
    RC_ASSERT(copy.Book(asked).ok() == offered);
  }
}

}  // namespace
}  // namespace zamer::scheduling
