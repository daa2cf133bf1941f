// Shifts of single days, production calendars and what an employee may have of them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

#include "desk.h"
#include "services/common/time/timestamps.h"
#include "services/scheduling/domain/day_shifts.h"
#include "services/scheduling/domain/employee.h"
#include "services/scheduling/domain/production_calendar.h"
#include "services/scheduling/domain/roster.h"
#include "services/scheduling/domain/settings.h"
#include "tests/support/status_matchers.h"

namespace zamer::scheduling {
namespace {

using testing::IsOk;
using testing::StatusIs;
using Kind = v1::CalendarDay;

v1::DayShifts DayWith(absl::CivilDay day, int start, int end) {
  v1::DayShifts own;
  *own.mutable_date() = ToDate(day);
  v1::DayShifts::DayShift& shift = *own.add_shifts();
  shift.set_start_minute(start);
  shift.set_end_minute(end);
  return own;
}

v1::CalendarDay Day(absl::CivilDay day, Kind::Kind kind) {
  v1::CalendarDay result;
  *result.mutable_date() = ToDate(day);
  result.set_kind(kind);
  return result;
}

CalendarDays DaysOf(const std::vector<v1::CalendarDay>& days) { return {days.begin(), days.end()}; }

absl::StatusOr<v1::Employee> Changed(const v1::Employee& changes, const char* path) {
  v1::UpdateEmployeeRequest request;
  *request.mutable_employee() = changes;
  if (path != nullptr) request.mutable_update_mask()->add_paths(path);
  v1::Employee employee = Designer("e1");
  employee.mutable_shift_rotation()->set_cycle_days(4);
  *employee.mutable_shift_rotation()->mutable_start_date() = ToDate(absl::CivilDay(2026, 3, 2));
  employee.mutable_shift_rotation()->add_shifts()->set_end_minute(600);
  return Updated(std::move(employee), request);
}

TEST(DayShifts, AreKeptByDateAndReplacedByTheNext) {
  v1::Employee employee = Designer("e1");
  employee = WithDayShifts(employee, DayWith(absl::CivilDay(2026, 3, 9), 600, 700)).value();
  employee = WithDayShifts(employee, DayWith(absl::CivilDay(2026, 3, 8), 600, 700)).value();
  employee = WithDayShifts(employee, DayWith(absl::CivilDay(2026, 3, 9), 800, 900)).value();
  ASSERT_EQ(employee.day_shifts_size(), 2);
  EXPECT_EQ(employee.day_shifts(0).date().day(), 8);
  EXPECT_EQ(employee.day_shifts(1).shifts(0).start_minute(), 800);
  EXPECT_EQ(FactOf(employee).day_shifts_size(), 2);

  employee = WithoutDayShifts(employee, ToDate(absl::CivilDay(2026, 3, 9))).value();
  EXPECT_EQ(employee.day_shifts_size(), 1);
  EXPECT_THAT(WithoutDayShifts(employee, ToDate(absl::CivilDay(2026, 3, 9))), StatusIs(Reason::kFieldInvalid));
}

TEST(DayShifts, AreRefusedOnADayThatDoesNotExistAndForWhoLeft) {
  v1::DayShifts wrong = DayWith(absl::CivilDay(2026, 3, 9), 600, 700);
  wrong.mutable_date()->set_day(32);
  EXPECT_THAT(WithDayShifts(Designer("e1"), wrong), StatusIs(Reason::kFieldInvalid));
  EXPECT_THAT(WithDayShifts(Designer("e1"), DayWith(absl::CivilDay(2026, 3, 9), 700, 600)),
              StatusIs(Reason::kShiftInvalid));
  EXPECT_THAT(WithDayShifts(Dismissed(Designer("e1")), DayWith(absl::CivilDay(2026, 3, 9), 600, 700)),
              StatusIs(Reason::kEmployeeDismissed));
}

TEST(DayShifts, AreASlotSearchsHoursToo) {
  v1::Roster roster = EmptyRoster();
  CopyTo(roster, WithDayShifts(Designer("e1"), DayWith(absl::CivilDay(2026, 3, 9), 12 * 60, 13 * 60)).value());
  const auto staffed = WorkingTimeOf(roster.designers(0), Rules::Of(roster).value());
  EXPECT_EQ(staffed->StaffedBetween(March(9, 0), March(10, 0)), absl::Hours(1));
  EXPECT_EQ(staffed->StaffedBetween(March(10, 0), March(11, 0)), absl::Hours(9));
}

TEST(ProductionCalendar, GivesTheDesignersTheirHoliday) {
  v1::Roster roster = RosterOf({"e1"});
  *roster.mutable_calendar_days() = DaysOf({Day(absl::CivilDay(2026, 3, 9), Kind::DAY_OFF)});
  const auto staffed = WorkingTimeOf(roster.designers(0), Rules::Of(roster).value());
  EXPECT_EQ(staffed->StaffedBetween(March(9, 0), March(10, 0)), absl::ZeroDuration());
}

TEST(ProductionCalendar, ReplacesTheYearsThatAreImported) {
  const CalendarDays known =
      DaysOf({Day(absl::CivilDay(2025, 5, 1), Kind::DAY_OFF), Day(absl::CivilDay(2026, 5, 1), Kind::DAY_OFF)});
  const auto days = WithYearsOf(
      DaysOf({Day(absl::CivilDay(2026, 6, 12), Kind::DAY_OFF), Day(absl::CivilDay(2026, 6, 11), Kind::SHORT_DAY)}),
      known);
  ASSERT_THAT(days, IsOk());
  ASSERT_EQ(days->size(), 3);
  EXPECT_EQ((*days)[0].date().year(), 2025);
  EXPECT_EQ((*days)[1].kind(), Kind::SHORT_DAY);
  EXPECT_EQ((*days)[2].date().day(), 12);
}

TEST(ProductionCalendar, RefusesWhatIsNoCalendar) {
  const v1::CalendarDay day = Day(absl::CivilDay(2026, 5, 1), Kind::DAY_OFF);
  v1::CalendarDay no_date = day;
  no_date.mutable_date()->set_month(13);
  for (const CalendarDays& bad :
       {DaysOf({}), DaysOf({day, day}), DaysOf({no_date}), DaysOf({Day(absl::CivilDay(2026, 5, 1), {})}),
        DaysOf({Day(absl::CivilDay(2026, 5, 1), Kind::WORKING_WEEKEND)})}) {
    EXPECT_THAT(WithYearsOf(bad, {}), StatusIs(Reason::kFieldInvalid));
  }
  EXPECT_THAT(WithYearsOf(DaysOf({Day(absl::CivilDay(2026, 5, 2), Kind::WORKING_WEEKEND)}), {}), IsOk());
}

TEST(Employee, TakesRotationChannelsAndDaysOffOver) {
  v1::Employee changes;
  changes.add_channels("departments/d1/channels/vk");
  changes.set_works_on_days_off(true);
  changes.mutable_shift_rotation()->add_shifts()->set_end_minute(700);
  const auto updated = Changed(changes, nullptr);
  ASSERT_THAT(updated, IsOk());
  ASSERT_EQ(updated->shift_rotation().shifts_size(), 1) << "lists are replaced, not joined";
  const v1::EmployeeChanged fact = FactOf(*updated);
  EXPECT_EQ(fact.channels(0), "departments/d1/channels/vk");
  EXPECT_TRUE(fact.works_on_days_off());
  EXPECT_EQ(fact.shift_rotation().shifts(0).end_minute(), 700);
  EXPECT_EQ(fact.shift_rotation().cycle_days(), 4);
  EXPECT_FALSE(Changed({}, "shift_rotation")->has_shift_rotation());
}

TEST(Employee, RefusesRotationsAndChannelsThatMakeNoSense) {
  v1::Employee changes;
  changes.mutable_shift_rotation()->add_shifts()->set_day(4);
  changes.mutable_shift_rotation()->mutable_shifts(0)->set_end_minute(60);
  EXPECT_THAT(Changed(changes, nullptr), StatusIs(Reason::kShiftInvalid)) << "beyond the round";
  changes.mutable_shift_rotation()->mutable_shifts(0)->set_day(3);
  EXPECT_THAT(Changed(changes, nullptr), IsOk());
  EXPECT_THAT(Changed(changes, "shift_rotation"), StatusIs(Reason::kFieldInvalid)) << "no start date";
  v1::Employee elsewhere;
  elsewhere.add_channels("departments/d2/channels/vk");
  EXPECT_THAT(Changed(elsewhere, nullptr), StatusIs(Reason::kFieldInvalid));
}

TEST(Settings, HaveDefaultsForTheLeadService) {
  const v1::DepartmentSettings settings = WithDefaults({});
  EXPECT_EQ(settings.assignment_mode(), v1::DepartmentSettings::PUSH);
  EXPECT_EQ(settings.required_lead_managers(), 2);
  ASSERT_EQ(settings.opening_hours_size(), 7);
  EXPECT_EQ(settings.opening_hours(6).start_minute(), 9 * 60);
  EXPECT_EQ(settings.opening_hours(6).end_minute(), 21 * 60);
  EXPECT_EQ(FromProtoDuration(settings.check_in_grace()), absl::Minutes(5));
  EXPECT_EQ(FromProtoDuration(settings.next_step_grace()), absl::Minutes(15));
  EXPECT_EQ(FromProtoDuration(settings.stale_after()), absl::Hours(14 * 24));
  EXPECT_EQ(FromProtoDuration(settings.confirm_before()), absl::Hours(24));
  EXPECT_EQ(settings.unreachable_reason(), "unreachable");
  EXPECT_EQ(settings.required_attempts(), 5);
  EXPECT_EQ(settings.required_attempt_days(), 3);
}

TEST(Settings, AreRefusedOutOfRange) {
  v1::DepartmentSettings settings;
  settings.mutable_next_step_grace()->set_seconds(59);
  settings.mutable_stale_after()->set_seconds(60);
  settings.mutable_check_in_grace()->set_seconds(13 * 3600);
  settings.mutable_confirm_before()->set_seconds(31L * 24 * 3600);
  settings.add_opening_hours();
  Violations violations;
  CheckSettings(settings, violations);
  EXPECT_EQ(violations.size(), 5);
}

}  // namespace
}  // namespace zamer::scheduling
