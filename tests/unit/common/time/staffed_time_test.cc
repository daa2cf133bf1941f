#include "services/common/time/staffed_time.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/common/status/errors.h"
#include "services/common/time/timestamps.h"
#include "services/common/time/zone.h"

namespace zamer {
namespace {

using ::testing::ElementsAre;

absl::Time At(std::string_view text) { return ParseRfc3339(text).value(); }
constexpr int Clock(int hour, int minute = 0) { return hour * 60 + minute; }

StaffCalendar Weekdays(std::string_view zone, int start, int end) {
  StaffCalendar calendar{
      .zone = LoadZone(zone).value(), .weekly = {}, .rotations = {}, .overrides = {}, .time_off = {}};
  for (int weekday = 1; weekday <= 5; ++weekday) calendar.weekly.push_back({weekday, start, end});
  return calendar;
}

StaffCalendar Daily(std::string_view zone, int start, int end) {
  StaffCalendar calendar = Weekdays(zone, start, end);
  for (int weekday = 6; weekday <= 7; ++weekday) calendar.weekly.push_back({weekday, start, end});
  return calendar;
}

StaffedTime Make(StaffCalendar calendar) { return StaffedTime::Create(std::move(calendar)).value(); }

std::string Due(const StaffedTime& staffed, std::string_view from, absl::Duration limit,
                std::string_view zone = "Europe/Moscow") {
  const auto due = staffed.AddStaffed(At(from), limit);
  return due.has_value() ? FormatRfc3339(*due, LoadZone(zone).value()) : "never";
}

// 2026-03-06 is a Friday.
TEST(AddStaffed, StartsTheClockOnMondayForALeadOfTheWeekend) {
  const StaffedTime staffed = Make(Weekdays("Europe/Moscow", Clock(10), Clock(19)));
  EXPECT_EQ(Due(staffed, "2026-03-07T20:00:00+03:00", absl::Minutes(30)), "2026-03-09T10:30:00+03:00");
}

TEST(AddStaffed, CarriesTheRestOverTheWeekend) {
  const StaffedTime staffed = Make(Weekdays("Europe/Moscow", Clock(10), Clock(19)));
  EXPECT_EQ(Due(staffed, "2026-03-06T18:50:00+03:00", absl::Minutes(30)), "2026-03-09T10:20:00+03:00");
}

TEST(AddStaffed, EndsWithTheShiftWhenTheLimitJustFits) {
  const StaffedTime staffed = Make(Weekdays("Europe/Moscow", Clock(10), Clock(19)));
  EXPECT_EQ(Due(staffed, "2026-03-06T18:30:00+03:00", absl::Minutes(30)), "2026-03-06T19:00:00+03:00");
}

TEST(AddStaffed, IsAtOnceForNoLimit) {
  const StaffedTime staffed = Make(Weekdays("Europe/Moscow", Clock(10), Clock(19)));
  EXPECT_EQ(Due(staffed, "2026-03-07T20:00:00+03:00", absl::ZeroDuration()), "2026-03-07T20:00:00+03:00");
}

TEST(AddStaffed, SkipsTheLunchBreak) {
  StaffCalendar calendar = Weekdays("Europe/Moscow", Clock(10), Clock(13));
  for (int weekday = 1; weekday <= 5; ++weekday) calendar.weekly.push_back({weekday, Clock(14), Clock(19)});
  EXPECT_EQ(Due(Make(calendar), "2026-03-06T12:50:00+03:00", absl::Minutes(30)), "2026-03-06T14:20:00+03:00");
}

TEST(AddStaffed, SkipsHolidaysAndUsesWorkingSaturdays) {
  StaffCalendar calendar = Weekdays("Europe/Moscow", Clock(10), Clock(19));
  calendar.overrides = {{absl::CivilDay(2026, 3, 9), {}}, {absl::CivilDay(2026, 3, 7), {{Clock(12), Clock(12, 15)}}}};
  EXPECT_EQ(Due(Make(calendar), "2026-03-06T19:00:00+03:00", absl::Minutes(30)), "2026-03-10T10:15:00+03:00");
}

TEST(AddStaffed, TakesTheLaterOfTwoOverridesOfADay) {
  StaffCalendar calendar = Weekdays("Europe/Moscow", Clock(10), Clock(19));
  calendar.overrides = {{absl::CivilDay(2026, 3, 9), {}}, {absl::CivilDay(2026, 3, 9), {{Clock(15), Clock(16)}}}};
  EXPECT_EQ(Due(Make(calendar), "2026-03-07T00:00:00+03:00", absl::Minutes(30)), "2026-03-09T15:30:00+03:00");
}

TEST(AddStaffed, SkipsTimeOff) {
  StaffCalendar calendar = Weekdays("Europe/Moscow", Clock(10), Clock(19));
  calendar.time_off = IntervalSet({{At("2026-03-06T10:10:00+03:00"), At("2026-03-16T11:00:00+03:00")}});
  EXPECT_EQ(Due(Make(calendar), "2026-03-06T10:00:00+03:00", absl::Minutes(30)), "2026-03-16T11:20:00+03:00");
}

TEST(AddStaffed, HasNoAnswerWhenNobodyWorksWithinTheHorizon) {
  StaffCalendar calendar = Weekdays("Europe/Moscow", Clock(10), Clock(19));
  EXPECT_EQ(Due(Make(StaffCalendar{}), "2026-03-06T10:00:00Z", absl::Minutes(1)), "never");
  EXPECT_EQ(Due(Make(calendar), "2026-03-06T10:00:00Z", absl::InfiniteDuration()), "never");
  calendar.time_off = IntervalSet({{absl::InfinitePast(), absl::InfiniteFuture()}});
  EXPECT_EQ(Due(Make(calendar), "2026-03-06T10:00:00Z", absl::Minutes(1)), "never");
  EXPECT_EQ(Make(calendar).AddStaffed(absl::InfinitePast(), absl::Minutes(1)), std::nullopt);
  EXPECT_EQ(Make(calendar).AddStaffed(absl::InfiniteFuture(), absl::Minutes(1)), std::nullopt);
}

// Walking the days would take hours here and run into the test's time limit.
TEST(AddStaffed, CostsNothingForCenturiesWithoutWork) {
  StaffCalendar calendar = Daily("Europe/Moscow", Clock(10), Clock(19));
  calendar.time_off = IntervalSet({{At("2026-03-06T00:00:00Z"), At("9000-01-01T00:00:00Z")}});
  const StaffedTime absent = Make(calendar);
  const StaffedTime once = Make({.zone = absl::UTCTimeZone(),
                                 .weekly = {},
                                 .rotations = {},
                                 .overrides = {{absl::CivilDay(9000, 1, 1), {{Clock(10), Clock(11)}}}},
                                 .time_off = {}});
  const absl::Time from = At("2026-03-06T00:00:00Z");
  for (int i = 0; i < 10'000; ++i) {
    ASSERT_TRUE(absent.AddStaffed(from, absl::Minutes(5), absl::Hours(24 * 365) * 8000).has_value());
    ASSERT_TRUE(once.AddStaffed(from, absl::Minutes(5), absl::Hours(24 * 365) * 8000).has_value());
  }
}

TEST(AddStaffed, CostsNothingForARotationThatNobodyWorksForCenturies) {
  StaffCalendar calendar{.zone = absl::UTCTimeZone(),
                         .weekly = {},
                         .rotations = {{absl::CivilDay(2026, 3, 6), 4, {{0, {Clock(9), Clock(21)}}}}},
                         .overrides = {},
                         .time_off = IntervalSet({{At("2026-03-06T00:00:00Z"), At("9000-01-01T00:00:00Z")}})};
  const StaffedTime absent = Make(calendar);
  for (int i = 0; i < 10'000; ++i) {
    ASSERT_TRUE(
        absent.AddStaffed(At("2026-03-06T00:00:00Z"), absl::Minutes(5), absl::Hours(24 * 365) * 8000).has_value());
  }
}

TEST(Staffed, RepeatsARotationForeverInBothDirections) {
  const auto on = DayShift{Clock(9), Clock(21)};
  StaffCalendar calendar{.zone = LoadZone("Europe/Moscow").value(),
                         .weekly = {},
                         .rotations = {{absl::CivilDay(2026, 3, 6), 4, {{1, on}, {0, on}}}},
                         .overrides = {{absl::CivilDay(2026, 3, 10), {}}},
                         .time_off = {}};
  const StaffedTime staffed = Make(calendar);
  EXPECT_EQ(Due(staffed, "2026-03-07T20:50:00+03:00", absl::Minutes(30)), "2026-03-11T09:20:00+03:00")
      << "two days off, then a holiday of her own";
  EXPECT_EQ(Due(staffed, "2026-02-28T00:00:00+03:00", absl::Minutes(30)), "2026-03-02T09:30:00+03:00");
  EXPECT_EQ(staffed.StaffedBetween(At("2026-04-01T00:00:00+03:00"), At("2026-04-09T00:00:00+03:00")), absl::Hours(48));
}

TEST(Staffed, AddsARotationToTheWeek) {
  StaffCalendar calendar = Weekdays("Europe/Moscow", Clock(10), Clock(19));
  calendar.rotations = {{absl::CivilDay(2026, 3, 6), 2, {{0, {Clock(8), Clock(11)}}}}};
  EXPECT_EQ(Make(calendar).StaffedBetween(At("2026-03-06T00:00:00+03:00"), At("2026-03-07T00:00:00+03:00")),
            absl::Hours(11));
  EXPECT_EQ(Due(Make(calendar), "2026-03-07T00:00:00+03:00", absl::Minutes(5)), "2026-03-08T08:05:00+03:00");
}

TEST(Staffed, RefusesRotationsThatMakeNoSense) {
  const auto create = [](Rotation rotation) {
    return StaffedTime::Create({.zone = absl::UTCTimeZone(),
                                .weekly = {},
                                .rotations = {std::move(rotation)},
                                .overrides = {},
                                .time_off = {}});
  };
  const DayShift hour{0, 60};
  for (const Rotation& bad :
       {Rotation{{}, 0, {}}, {{}, 57, {}}, {{}, 2, {{2, hour}}}, {{}, 2, {{-1, hour}}}, {{}, 2, {{0, {60, 60}}}}}) {
    EXPECT_EQ(ReasonOf(create(bad).status()), Reason::kShiftInvalid);
  }
  EXPECT_TRUE(create({{}, 56, {{55, hour}}}).ok());
}

TEST(Staffed, CountsAShiftOverMidnightOnBothDays) {
  const StaffedTime staffed = Make(Daily("Europe/Moscow", Clock(22), Clock(30)));
  EXPECT_EQ(staffed.StaffedBetween(At("2026-03-06T00:00:00+03:00"), At("2026-03-07T00:00:00+03:00")), absl::Hours(8));
  EXPECT_EQ(Due(staffed, "2026-03-06T05:45:00+03:00", absl::Minutes(30)), "2026-03-06T22:15:00+03:00");
}

TEST(Staffed, CountsTheHourThatTheClocksSkipOrRepeat) {
  const auto night = [](std::string_view zone, absl::CivilDay day) {
    const absl::TimeZone loaded = LoadZone(zone).value();
    return Make(Daily(zone, 0, Clock(24))).StaffedBetween(StartOfDay(day, loaded), StartOfDay(day + 1, loaded));
  };
  EXPECT_EQ(night("Europe/Berlin", absl::CivilDay(2026, 3, 29)), absl::Hours(23));
  EXPECT_EQ(night("Europe/Berlin", absl::CivilDay(2026, 10, 25)), absl::Hours(25));
  EXPECT_EQ(night("Europe/Volgograd", absl::CivilDay(2018, 10, 28)), absl::Hours(23));
  EXPECT_EQ(night("Europe/Volgograd", absl::CivilDay(2020, 12, 27)), absl::Hours(25));
  EXPECT_EQ(night("Asia/Almaty", absl::CivilDay(2024, 2, 29)), absl::Hours(25));
}

TEST(Staffed, FollowsTheWallClockAfterAZoneMoved) {
  const StaffedTime staffed = Make(Daily("Asia/Almaty", Clock(10), Clock(19)));
  EXPECT_EQ(Due(staffed, "2024-02-29T20:00:00+06:00", absl::Minutes(30), "Asia/Almaty"), "2024-03-01T10:30:00+05:00");
}

TEST(Staffed, CountsOverlappingShiftsOnce) {
  StaffCalendar calendar = Weekdays("Europe/Moscow", Clock(10), Clock(19));
  calendar.weekly.push_back({5, Clock(12), Clock(15)});
  calendar.weekly.push_back({5, Clock(18), Clock(20)});
  EXPECT_THAT(Make(calendar).Within({At("2026-03-06T11:00:00+03:00"), At("2026-03-07T00:00:00+03:00")}).intervals(),
              ElementsAre(Interval{At("2026-03-06T11:00:00+03:00"), At("2026-03-06T20:00:00+03:00")}));
}

TEST(Staffed, IsNothingBackwards) {
  const StaffedTime staffed = Make(Daily("Europe/Moscow", 0, Clock(24)));
  EXPECT_EQ(staffed.StaffedBetween(At("2026-03-07T00:00:00Z"), At("2026-03-06T00:00:00Z")), absl::ZeroDuration());
}

TEST(Staffed, RefusesShiftsThatMakeNoSense) {
  const auto create = [](WeeklyShift shift) {
    return StaffedTime::Create(
        {.zone = absl::UTCTimeZone(), .weekly = {shift}, .rotations = {}, .overrides = {}, .time_off = {}});
  };
  for (const WeeklyShift& bad :
       {WeeklyShift{0, 0, 60}, {8, 0, 60}, {1, -1, 60}, {1, 1440, 1500}, {1, 60, 60}, {1, 60, 1501}, {1, 60, 30}}) {
    EXPECT_EQ(ReasonOf(create(bad).status()), Reason::kShiftInvalid);
  }
  EXPECT_TRUE(create({7, 1439, 2879}).ok());
  EXPECT_FALSE(
      StaffedTime::Create(
          {.zone = {}, .weekly = {}, .rotations = {}, .overrides = {{absl::CivilDay(), {{5, 5}}}}, .time_off = {}})
          .ok());
}

TEST(StaffedSpans, AnswerLikeACalendar) {
  const IntervalSet spans({{At("2026-03-06T10:00:00Z"), At("2026-03-06T11:00:00Z")},
                           {At("2026-03-07T10:00:00Z"), At("2026-03-07T11:00:00Z")}});
  EXPECT_EQ(AddStaffed(spans, At("2026-03-06T10:50:00Z"), absl::Minutes(30)), At("2026-03-07T10:20:00Z"));
  EXPECT_EQ(AddStaffed(spans, At("2026-03-06T10:50:00Z"), absl::Hours(2)), std::nullopt);
  EXPECT_EQ(StaffedBetween(spans, At("2026-03-06T10:50:00Z"), At("2026-03-07T10:05:00Z")), absl::Minutes(15));
}

}  // namespace
}  // namespace zamer
