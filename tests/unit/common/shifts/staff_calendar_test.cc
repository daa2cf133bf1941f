#include "services/common/shifts/staff_calendar.h"

#include <absl/strings/str_cat.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "services/common/time/timestamps.h"
#include "services/common/time/zone.h"
#include "zamer/scheduling/v1/scheduling_events.pb.h"
#include "zamer/scheduling/v1/scheduling_records.pb.h"

namespace zamer {
namespace {

namespace v1 = scheduling::v1;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Kind = v1::CalendarDay;

constexpr int Clock(int hour, int minute = 0) { return hour * 60 + minute; }

// Monday to Friday from 10 to 13 and from 14 to 19.
v1::Employee OfficeWorker() {
  v1::Employee employee;
  for (int weekday = 1; weekday <= 5; ++weekday) {
    for (const auto& [start, end] : {std::pair(Clock(10), Clock(13)), std::pair(Clock(14), Clock(19))}) {
      v1::WeeklyShift& shift = *employee.add_weekly_shifts();
      shift.set_weekday(weekday);
      shift.set_start_minute(start);
      shift.set_end_minute(end);
    }
  }
  return employee;
}

// Two days on and two off from `first` on, from `start` to `end`.
v1::Employee TwoOnTwoOff(absl::CivilDay first, int start = Clock(9), int end = Clock(21)) {
  v1::Employee employee;
  v1::ShiftRotation& rotation = *employee.mutable_shift_rotation();
  *rotation.mutable_start_date() = ToDate(first);
  rotation.set_cycle_days(4);
  for (int day = 0; day < 2; ++day) {
    v1::ShiftRotation::RotationShift& shift = *rotation.add_shifts();
    shift.set_day(day);
    shift.set_start_minute(start);
    shift.set_end_minute(end);
  }
  return employee;
}

void SetDay(v1::Employee& employee, absl::CivilDay day, const std::vector<DayShift>& shifts) {
  v1::DayShifts& own = *employee.add_day_shifts();
  *own.mutable_date() = ToDate(day);
  for (const DayShift& each : shifts) {
    v1::DayShifts::DayShift& shift = *own.add_shifts();
    shift.set_start_minute(each.start_minute);
    shift.set_end_minute(each.end_minute);
  }
}

CalendarDays Days(const std::vector<std::pair<absl::CivilDay, Kind::Kind>>& days) {
  CalendarDays result;
  for (const auto& [day, kind] : days) {
    *result.Add()->mutable_date() = ToDate(day);
    result[result.size() - 1].set_kind(kind);
  }
  return result;
}

// What is worked of one local day, as "10:00-13:00".
template <class Person>
std::vector<std::string> Worked(const Person& person, absl::CivilDay day, const CalendarDays& days = {},
                                const std::string& zone_name = "Europe/Moscow") {
  const absl::TimeZone zone = LoadZone(zone_name).value();
  const auto staffed = StaffedTime::Create(StaffCalendarOf(person, days, zone));
  EXPECT_TRUE(staffed.ok()) << staffed.status();
  std::vector<std::string> spans;
  for (const Interval& span : staffed->Within({StartOfDay(day, zone), StartOfDay(day + 1, zone)})) {
    spans.push_back(
        absl::StrCat(absl::FormatTime("%H:%M-", span.start, zone), absl::FormatTime("%H:%M", span.end, zone)));
  }
  return spans;
}

// 2026-05-01 is a Friday.
TEST(StaffCalendar, GivesADayOffToThoseWhoWorkByTheWeek) {
  const absl::CivilDay holiday(2026, 5, 1);
  const CalendarDays days = Days({{holiday, Kind::DAY_OFF}});
  EXPECT_THAT(Worked(OfficeWorker(), holiday, days), IsEmpty());
  EXPECT_THAT(Worked(OfficeWorker(), holiday - 1, days), ElementsAre("10:00-13:00", "14:00-19:00"));

  v1::Employee hotline = OfficeWorker();
  hotline.set_works_on_days_off(true);
  EXPECT_THAT(Worked(hotline, holiday, days), ElementsAre("10:00-13:00", "14:00-19:00"));
}

TEST(StaffCalendar, LetsRotatingShiftsHoldOnDaysOff) {
  const absl::CivilDay holiday(2026, 5, 1);
  v1::Employee both = OfficeWorker();
  *both.mutable_shift_rotation() = TwoOnTwoOff(holiday).shift_rotation();
  const CalendarDays days = Days({{holiday, Kind::DAY_OFF}});
  EXPECT_THAT(Worked(TwoOnTwoOff(holiday), holiday, days), ElementsAre("09:00-21:00"));
  EXPECT_THAT(Worked(both, holiday, days), ElementsAre("09:00-21:00")) << "the weekly part is off";
  EXPECT_THAT(Worked(TwoOnTwoOff(holiday), holiday + 2, days), IsEmpty());
}

TEST(StaffCalendar, CutsTheLastHourOfAShortDay) {
  const absl::CivilDay eve(2026, 4, 30);
  const CalendarDays days = Days({{eve, Kind::SHORT_DAY}});
  EXPECT_THAT(Worked(OfficeWorker(), eve, days), ElementsAre("10:00-13:00", "14:00-18:00"));
  EXPECT_THAT(Worked(TwoOnTwoOff(eve), eve, days), ElementsAre("09:00-21:00")) << "rotating shifts stay whole";

  v1::Employee evening = OfficeWorker();
  v1::WeeklyShift& late = *evening.add_weekly_shifts();
  late.set_weekday(4);
  late.set_start_minute(Clock(19, 30));
  late.set_end_minute(Clock(20));
  EXPECT_THAT(Worked(evening, eve, days), ElementsAre("10:00-13:00", "14:00-19:00")) << "a shift within the hour goes";
}

TEST(StaffCalendar, WorksFridaysHoursOnAWorkingSaturday) {
  const absl::CivilDay saturday(2026, 5, 2);
  v1::Employee worker = OfficeWorker();
  worker.mutable_weekly_shifts(8)->set_start_minute(Clock(11));  // Friday's morning
  EXPECT_THAT(Worked(worker, saturday), IsEmpty());
  EXPECT_THAT(Worked(worker, saturday, Days({{saturday, Kind::WORKING_WEEKEND}})),
              ElementsAre("11:00-13:00", "14:00-19:00"));
  EXPECT_THAT(Worked(worker, saturday, Days({{saturday, Kind::SHORT_DAY}})), ElementsAre("11:00-13:00", "14:00-18:00"));
  EXPECT_THAT(Worked(TwoOnTwoOff(saturday + 2), saturday, Days({{saturday, Kind::WORKING_WEEKEND}})), IsEmpty());
}

TEST(StaffCalendar, KeepsTheSaturdayShiftsOfWhoHasSome) {
  const absl::CivilDay saturday(2026, 5, 2);
  v1::Employee worker = OfficeWorker();
  v1::WeeklyShift& own = *worker.add_weekly_shifts();
  own.set_weekday(6);
  own.set_start_minute(Clock(12));
  own.set_end_minute(Clock(16));
  EXPECT_THAT(Worked(worker, saturday, Days({{saturday, Kind::WORKING_WEEKEND}})), ElementsAre("12:00-16:00"));
  EXPECT_THAT(Worked(worker, saturday, Days({{saturday, Kind::SHORT_DAY}})), ElementsAre("12:00-15:00"));
}

TEST(StaffCalendar, PutsTheShiftsOfADayAboveAllOthers) {
  const absl::CivilDay holiday(2026, 5, 1);
  const CalendarDays days = Days({{holiday, Kind::DAY_OFF}});
  v1::Employee worker = OfficeWorker();
  *worker.mutable_shift_rotation() = TwoOnTwoOff(holiday).shift_rotation();
  SetDay(worker, holiday, {{Clock(15), Clock(17)}});
  SetDay(worker, holiday + 1, {});
  EXPECT_THAT(Worked(worker, holiday, days), ElementsAre("15:00-17:00"));
  EXPECT_THAT(Worked(worker, holiday + 1, days), IsEmpty()) << "the rotation would have had it";
}

TEST(StaffCalendar, TakesAbsencesFromEverything) {
  const absl::CivilDay day(2026, 5, 1);
  v1::Employee worker = TwoOnTwoOff(day);
  v1::TimeOff& off = *worker.add_time_offs();
  *off.mutable_start_time() = ToTimestamp(ParseRfc3339("2026-05-01T12:00:00+03:00").value());
  *off.mutable_end_time() = ToTimestamp(ParseRfc3339("2026-05-02T10:00:00+03:00").value());
  EXPECT_THAT(Worked(worker, day), ElementsAre("09:00-12:00"));
  EXPECT_THAT(Worked(worker, day + 1), ElementsAre("10:00-21:00"));
}

TEST(StaffCalendar, KeepsRotatingNightShiftsOnTheWallClockWhenZonesMove) {
  const auto night = [](absl::CivilDay first) { return TwoOnTwoOff(first, Clock(22), Clock(30)); };
  const absl::CivilDay forward(2018, 10, 28);
  EXPECT_THAT(Worked(night(forward - 1), forward, {}, "Europe/Volgograd"), ElementsAre("00:00-06:00", "22:00-00:00"));
  const absl::CivilDay back(2020, 12, 27);
  EXPECT_THAT(Worked(night(back - 1), back, {}, "Europe/Volgograd"), ElementsAre("00:00-06:00", "22:00-00:00"));
  const absl::CivilDay almaty(2024, 3, 1);
  EXPECT_THAT(Worked(night(almaty - 1), almaty, {}, "Asia/Almaty"), ElementsAre("00:00-06:00", "22:00-00:00"));
}

TEST(StaffCalendar, CountsTheHourThatAZoneGivesOrTakesFromARotatingNight) {
  const auto hours = [](absl::CivilDay evening, const std::string& zone_name) {
    const absl::TimeZone zone = LoadZone(zone_name).value();
    const StaffCalendar calendar = StaffCalendarOf(TwoOnTwoOff(evening, Clock(22), Clock(30)), {}, zone);
    const absl::Time noon = StartOfDay(evening, zone) + absl::Hours(12);
    return StaffedTime::Create(calendar)->StaffedBetween(noon, noon + absl::Hours(24));
  };
  EXPECT_EQ(hours(absl::CivilDay(2018, 10, 27), "Europe/Volgograd"), absl::Hours(7));
  EXPECT_EQ(hours(absl::CivilDay(2020, 12, 26), "Europe/Volgograd"), absl::Hours(9));
  EXPECT_EQ(hours(absl::CivilDay(2024, 2, 29), "Asia/Almaty"), absl::Hours(9));
}

TEST(StaffCalendar, LeavesANightBeforeADayOffWhole) {
  v1::Employee night;
  for (int weekday = 1; weekday <= 7; ++weekday) {
    v1::WeeklyShift& shift = *night.add_weekly_shifts();
    shift.set_weekday(weekday);
    shift.set_start_minute(Clock(22));
    shift.set_end_minute(Clock(30));
  }
  const absl::CivilDay holiday(2026, 5, 1);
  EXPECT_THAT(Worked(night, holiday, Days({{holiday, Kind::DAY_OFF}})), ElementsAre("00:00-06:00"));
  EXPECT_THAT(Worked(night, holiday + 1, Days({{holiday, Kind::DAY_OFF}})), ElementsAre("22:00-00:00"));
}

TEST(StaffCalendar, IsTheSameForEveryMessageThatTellsAnEmployee) {
  const v1::Employee employee = TwoOnTwoOff(absl::CivilDay(2026, 5, 1));
  v1::EmployeeChanged fact;
  *fact.mutable_shift_rotation() = employee.shift_rotation();
  v1::Roster::Designer designer;
  *designer.mutable_shift_rotation() = employee.shift_rotation();
  EXPECT_THAT(Worked(fact, absl::CivilDay(2026, 5, 1)), ElementsAre("09:00-21:00"));
  EXPECT_THAT(Worked(designer, absl::CivilDay(2026, 5, 1)), ElementsAre("09:00-21:00"));
}

}  // namespace
}  // namespace zamer
