#include "services/scheduling/domain/calendar.h"

#include <gtest/gtest.h>

#include "desk.h"
#include "services/common/time/timestamps.h"

namespace zamer::scheduling {
namespace {

BusySpan Span(absl::Time start, absl::Duration length, absl::Duration travel) {
  return {.time = {.start = start, .end = start + length}, .travel = travel, .entry = nullptr};
}

v1::Meeting MeetingAt(absl::Time start, v1::Meeting::State state, const std::string& id = "m1") {
  v1::Meeting meeting = Asked(v1::Meeting::ONLINE, start, "e1");
  meeting.set_name("departments/d1/meetings/" + id);
  meeting.set_state(state);
  *meeting.mutable_end_time() = ToTimestamp(start + absl::Hours(1));
  *meeting.mutable_hold_expire_time() = ToTimestamp(Monday10() + absl::Minutes(10));
  return meeting;
}

TEST(WeekOf, ChangesOnMondayMidnightUtc) {
  const absl::Time monday = absl::FromCivil(absl::CivilDay(2026, 3, 2), absl::UTCTimeZone());
  EXPECT_EQ(WeekOf(monday), WeekOf(monday - absl::Seconds(1)) + 1);
  EXPECT_EQ(WeekOf(monday), WeekOf(monday + absl::Hours(7 * 24) - absl::Seconds(1)));
  EXPECT_EQ(SpanOfWeek(WeekOf(monday + absl::Hours(30))).start, monday);
}

TEST(WeekOf, IsRightBefore1970) {
  EXPECT_EQ(WeekOf(absl::FromUnixSeconds(4 * 86400)), 0);
  EXPECT_EQ(WeekOf(absl::FromUnixSeconds(4 * 86400 - 1)), -1);
  EXPECT_EQ(WeekOf(absl::FromUnixSeconds(-3 * 86400)), -1);
  EXPECT_EQ(WeekOf(absl::FromUnixSeconds(-3 * 86400 - 1)), -2);
}

TEST(CalendarIds, CoverWhatReachesIntoTheRangeFromTheWeekBefore) {
  const absl::Time monday = absl::FromCivil(absl::CivilDay(2026, 3, 2), absl::UTCTimeZone());
  const std::int64_t week = WeekOf(monday);
  EXPECT_EQ(CalendarIds("e1", {monday + absl::Hours(48), monday + absl::Hours(50)}),
            (std::vector<std::string>{CalendarId("e1", week)}));
  EXPECT_EQ(CalendarIds("e1", {monday, monday + absl::Hours(1)}),
            (std::vector<std::string>{CalendarId("e1", week - 1), CalendarId("e1", week)}));
}

TEST(Clash, IsFreeWhenMeetingsWithoutTravelTouch) {
  const BusySpan other = Span(March(3, 12), absl::Hours(1), absl::ZeroDuration());
  EXPECT_FALSE(Clash({March(3, 11), March(3, 12)}, absl::ZeroDuration(), other));
  EXPECT_FALSE(Clash({March(3, 13), March(3, 14)}, absl::ZeroDuration(), other));
  EXPECT_TRUE(Clash({March(3, 11), March(3, 12, 1)}, absl::ZeroDuration(), other));
  EXPECT_TRUE(Clash({March(3, 12, 59), March(3, 14)}, absl::ZeroDuration(), other));
}

TEST(Clash, KeepsTheLongerTravelFreeNotTheSum) {
  const BusySpan other = Span(March(3, 12), absl::Hours(2), absl::Minutes(30));
  EXPECT_FALSE(Clash({March(3, 14, 30), March(3, 16)}, absl::Minutes(30), other));
  EXPECT_TRUE(Clash({March(3, 14, 29), March(3, 16)}, absl::Minutes(30), other));
  EXPECT_FALSE(Clash({March(3, 14, 45), March(3, 16)}, absl::Minutes(45), other));
  EXPECT_TRUE(Clash({March(3, 14, 44), March(3, 16)}, absl::Minutes(45), other));
}

TEST(Clash, KeepsTravelFreeAlsoBeforeAMeetingThatNeedsNone) {
  const BusySpan on_site = Span(March(3, 12), absl::Hours(2), absl::Minutes(30));
  EXPECT_TRUE(Clash({March(3, 14), March(3, 15)}, absl::ZeroDuration(), on_site));
  EXPECT_FALSE(Clash({March(3, 14, 30), March(3, 15)}, absl::ZeroDuration(), on_site));
}

TEST(WithMeeting, KeepsEntriesInOrderAndReplacesTheSameMeeting) {
  v1::CalendarWeek week = WithMeeting({}, MeetingAt(March(3, 15), v1::Meeting::BOOKED, "late"), {}, Monday10());
  week = WithMeeting(week, MeetingAt(March(3, 11), v1::Meeting::HOLD, "early"), {}, Monday10());
  week = WithMeeting(week, MeetingAt(March(3, 11), v1::Meeting::BOOKED, "early"), {}, Monday10());
  ASSERT_EQ(week.busy_size(), 2);
  EXPECT_EQ(week.busy(0).meeting_id(), "early");
  EXPECT_FALSE(week.busy(0).has_hold());
  EXPECT_EQ(week.busy(1).meeting_id(), "late");
}

TEST(WithMeeting, DropsHoldsThatRanOut) {
  v1::CalendarWeek week = WithMeeting({}, MeetingAt(March(3, 15), v1::Meeting::HOLD, "held"), {}, Monday10());
  week = WithMeeting(week, MeetingAt(March(3, 11), v1::Meeting::BOOKED), {}, Monday10() + absl::Minutes(10));
  ASSERT_EQ(week.busy_size(), 1);
  EXPECT_EQ(week.busy(0).meeting_id(), "m1");
}

class BusySpansOf : public testing::Test {
 protected:
  std::size_t Count(const Exempt& exempt, absl::Time now) {
    const std::string id = CalendarIdOf(MeetingAt(March(3, 15), v1::Meeting::HOLD));
    return BusySpans({{id, &week_}}, "e1", {March(3, 0), March(4, 0)}, exempt, now).size();
  }
  v1::CalendarWeek week_ = WithMeeting({}, MeetingAt(March(3, 15), v1::Meeting::HOLD), {}, Monday10());
};

TEST_F(BusySpansOf, AHoldBlocksOthersUntilItRunsOutWhetherOrNotItsTimerFired) {
  EXPECT_EQ(Count({}, Monday10()), 1u);
  EXPECT_EQ(Count({}, Monday10() + absl::Minutes(10) - absl::Nanoseconds(1)), 1u);
  EXPECT_EQ(Count({}, Monday10() + absl::Minutes(10)), 0u);
}

TEST_F(BusySpansOf, AHoldDoesNotBlockItsOwnLead) {
  EXPECT_EQ(Count({.lead_id = "l1", .meeting_id = {}}, Monday10()), 0u);
  EXPECT_EQ(Count({.lead_id = "l2", .meeting_id = {}}, Monday10()), 1u);
}

TEST_F(BusySpansOf, ABookingBlocksItsOwnLeadUnlessItIsTheOneReplaced) {
  week_ = WithMeeting(week_, MeetingAt(March(3, 15), v1::Meeting::BOOKED), {}, Monday10());
  EXPECT_EQ(Count({.lead_id = "l1", .meeting_id = {}}, Monday10()), 1u);
  EXPECT_EQ(Count({.lead_id = "l1", .meeting_id = "m1"}, Monday10()), 0u);
}

}  // namespace
}  // namespace zamer::scheduling
