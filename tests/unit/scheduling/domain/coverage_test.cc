// Coverage equals a count of people minute by minute, around the days on which clocks move.
#include "services/scheduling/domain/coverage.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "desk.h"
#include "services/common/shifts/staff_calendar.h"
#include "services/common/time/timestamps.h"
#include "services/common/time/zone.h"

namespace zamer::scheduling {
namespace {

v1::WeeklyShift Shift(int weekday, int start, int end) {
  v1::WeeklyShift shift;
  shift.set_weekday(weekday);
  shift.set_start_minute(start);
  shift.set_end_minute(end);
  return shift;
}

v1::Employee LeadManager(const std::string& id) {
  v1::Employee employee = Designer(id);
  employee.set_roles(0, type::v1::LEAD_MANAGER);
  return employee;
}

std::string HourOf(const v1::CoverageHour& hour) {
  return absl::FormatTime("%d %H:%M", FromTimestamp(hour.start_time()), LoadZone("Europe/Moscow").value());
}

TEST(Coverage, CountsTheLeastOfEachOpeningHour) {
  v1::CoverageRecord record;
  Enter(record, LeadManager("a"));
  v1::Employee half = LeadManager("b");
  for (v1::WeeklyShift& shift : *half.mutable_weekly_shifts()) shift.set_end_minute(12 * 60 + 30);
  Enter(record, half);
  const auto coverage = CoverageOf(EmptyRoster(), record, {March(2, 0), March(3, 0)});
  ASSERT_TRUE(coverage.ok());
  ASSERT_EQ(coverage->hours_size(), 12) << "9:00 to 21:00";
  const int expected[] = {0, 2, 2, 1, 1, 1, 1, 1, 1, 1, 0, 0};
  for (int i = 0; i < 12; ++i) EXPECT_EQ(coverage->hours(i).lead_managers(), expected[i]) << i;
  EXPECT_EQ(HourOf(coverage->hours(0)), "02 09:00");
  EXPECT_EQ(coverage->hours(0).required(), 2);
  EXPECT_EQ(coverage->thin_hours(), 10);
  EXPECT_EQ(FactOf(*coverage).thin_hours_size(), 10);
  EXPECT_EQ(FactOf(*coverage).opening_hours(), 12);
}

TEST(Coverage, StartsAnHourWithItsOpening) {
  v1::Roster roster = EmptyRoster();
  roster.mutable_settings()->clear_opening_hours();
  *roster.mutable_settings()->add_opening_hours() = Shift(1, 9 * 60 + 30, 11 * 60);
  const auto coverage = CoverageOf(roster, {}, {March(2, 0), March(3, 0)});
  ASSERT_EQ(coverage->hours_size(), 2);
  EXPECT_EQ(HourOf(coverage->hours(0)), "02 09:30");
  EXPECT_EQ(HourOf(coverage->hours(1)), "02 10:00");
}

TEST(Coverage, KeepsHoursOfTheLocalClockInHalfHourZones) {
  const absl::TimeZone kolkata = LoadZone("Asia/Kolkata").value();
  const Interval range = CoverageRange(ParseRfc3339("2026-03-02T10:45:00+05:30").value(), 2, kolkata);
  EXPECT_EQ(FormatRfc3339(range.start, kolkata), "2026-03-02T10:00:00+05:30");
  EXPECT_EQ(FormatRfc3339(range.end, kolkata), "2026-03-04T10:00:00+05:30");
}

TEST(Coverage, LeavesOutWhoIsNoLeadManagerAnyMore) {
  v1::CoverageRecord record;
  EXPECT_FALSE(Enter(record, Designer("d")));
  EXPECT_TRUE(Enter(record, LeadManager("b")));
  EXPECT_TRUE(Enter(record, LeadManager("a")));
  EXPECT_FALSE(Enter(record, LeadManager("a"))) << "nothing changed";
  EXPECT_EQ(record.lead_managers(0).employee(), LeadManager("a").name());
  v1::Employee gone = LeadManager("a");
  gone.set_state(v1::Employee::DISMISSED);
  EXPECT_TRUE(Enter(record, gone));
  EXPECT_EQ(record.lead_managers_size(), 1);
}

struct Place {
  const char* zone;
  absl::CivilDay change;
};

v1::Employee AnyLeadManager(int number) {
  v1::Employee employee = LeadManager("e" + std::to_string(number));
  employee.clear_weekly_shifts();
  const int shifts = *rc::gen::inRange(0, 8);
  for (int i = 0; i < shifts; ++i) {
    const int start = *rc::gen::inRange(0, 1440);
    *employee.add_weekly_shifts() = Shift(*rc::gen::inRange(1, 8), start, start + *rc::gen::inRange(1, 1441));
  }
  return employee;
}

RC_GTEST_PROP(Coverage, EqualsACountOfMinutes, ()) {
  const Place place = *rc::gen::element(
      Place{"Europe/Volgograd", absl::CivilDay(2018, 10, 28)}, Place{"Europe/Volgograd", absl::CivilDay(2020, 12, 27)},
      Place{"Asia/Almaty", absl::CivilDay(2024, 3, 1)}, Place{"Europe/Berlin", absl::CivilDay(2026, 3, 29)},
      Place{"Europe/Berlin", absl::CivilDay(2026, 10, 25)}, Place{"Asia/Kolkata", absl::CivilDay(2026, 3, 1)},
      Place{"Australia/Lord_Howe", absl::CivilDay(2026, 4, 5)});
  const absl::TimeZone zone = LoadZone(place.zone).value();
  v1::Roster roster = EmptyRoster();
  roster.set_time_zone(place.zone);
  roster.mutable_settings()->clear_opening_hours();
  const int openings = *rc::gen::inRange(1, 8);
  for (int i = 0; i < openings; ++i) {
    const int start = *rc::gen::inRange(0, 1440);
    *roster.mutable_settings()->add_opening_hours() =
        Shift(*rc::gen::inRange(1, 8), start, start + *rc::gen::inRange(1, 1441));
  }
  v1::CoverageRecord record;
  const int people = *rc::gen::inRange(0, 4);
  for (int i = 0; i < people; ++i) Enter(record, AnyLeadManager(i));
  const absl::Time start = StartOfDay(place.change - 1, zone) + absl::Minutes(*rc::gen::inRange(0, 1440));
  const Interval range = CoverageRange(start, 2, zone);
  const auto coverage = CoverageOf(roster, record, range);
  RC_ASSERT(coverage.ok());

  std::vector<StaffedTime> managers;
  for (const v1::EmployeeChanged& each : record.lead_managers()) {
    managers.push_back(StaffedTime::Create(StaffCalendarOf(each, {}, zone)).value());
  }
  const StaffedTime open = StaffedTime::Create({.zone = zone,
                                                .weekly = WeeklyShiftsOf(roster.settings().opening_hours()),
                                                .rotations = {},
                                                .overrides = {},
                                                .time_off = {}})
                               .value();
  const auto at_work = [](const StaffedTime& staffed, absl::Time minute) {
    return !staffed.Within({minute, minute + absl::Minutes(1)}).empty();
  };
  std::vector<v1::CoverageHour> expected;
  std::optional<absl::CivilHour> hour;
  bool fresh = true;
  int offset = zone.At(range.start).offset;
  for (absl::Time minute = range.start; minute < range.end; minute += absl::Minutes(1)) {
    const auto now = absl::ToCivilHour(minute, zone);
    // A repeated hour, or half of one, is an hour of its own.
    if (hour != now || zone.At(minute).offset != offset) fresh = true;
    hour = now;
    offset = zone.At(minute).offset;
    if (!at_work(open, minute)) continue;
    const int count = static_cast<int>(
        std::ranges::count_if(managers, [&](const StaffedTime& each) { return at_work(each, minute); }));
    if (fresh) {
      *expected.emplace_back().mutable_start_time() = ToTimestamp(minute);
      expected.back().set_lead_managers(count);
    }
    fresh = false;
    expected.back().set_lead_managers(std::min(expected.back().lead_managers(), count));
  }
  RC_ASSERT(coverage->hours_size() == std::ssize(expected));
  for (int i = 0; i < coverage->hours_size(); ++i) {
    RC_ASSERT(FromTimestamp(coverage->hours(i).start_time()) == FromTimestamp(expected[i].start_time()));
    RC_ASSERT(coverage->hours(i).lead_managers() == expected[i].lead_managers());
  }
}

}  // namespace
}  // namespace zamer::scheduling
