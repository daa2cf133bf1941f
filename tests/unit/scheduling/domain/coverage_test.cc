// Coverage equals a count of people minute by minute, around the days on which clocks move, and names whom it counts.
#include "services/scheduling/domain/coverage.h"

#include <absl/strings/ascii.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "desk.h"
#include "services/common/names/names.h"
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

// Whom each hour counts, by the ids.
std::vector<std::vector<std::string>> NamesOf(const v1::Coverage& coverage) {
  std::vector<std::vector<std::string>> names(coverage.hours_size());
  for (const v1::Coverage::LeadManager& each : coverage.lead_managers()) {
    for (const int hour : each.hours()) names[hour].emplace_back(LastSegment(each.employee()));
  }
  return names;
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

// Monday's shifts of one person, in minutes after ten.
struct Monday {
  std::string id;
  std::vector<std::pair<int, int>> shifts;
};
struct Ten {
  std::string what;
  std::vector<Monday> people;
  std::vector<std::string> counted;
  int opens = 0;
};

class CoverageOfAnHour : public ::testing::TestWithParam<Ten> {};

TEST_P(CoverageOfAnHour, NamesThoseOnShiftAtTheFirstMomentAtWhichFewestAre) {
  constexpr int kTen = 10 * 60;
  v1::Roster roster = EmptyRoster();
  roster.mutable_settings()->clear_opening_hours();
  *roster.mutable_settings()->add_opening_hours() = Shift(1, kTen + GetParam().opens, kTen + 60);
  v1::CoverageRecord record;
  for (const auto& [id, shifts] : GetParam().people) {
    v1::Employee employee = LeadManager(id);
    employee.clear_weekly_shifts();
    for (const auto& [start, end] : shifts) *employee.add_weekly_shifts() = Shift(1, kTen + start, kTen + end);
    Enter(record, employee);
  }
  const v1::Coverage coverage = CoverageOf(roster, record, {March(2, 0), March(3, 0)}, Names::kTold).value();
  EXPECT_THAT(NamesOf(coverage), ::testing::ElementsAre(GetParam().counted));
  EXPECT_EQ(coverage.hours(0).lead_managers(), std::ssize(GetParam().counted));
}

INSTANTIATE_TEST_SUITE_P(
    Tens, CoverageOfAnHour,
    ::testing::Values(
        Ten{"nobody works here", {}, {}}, Ten{"nobody is there", {{"a", {{60, 120}}}, {"b", {{-60, 0}}}}, {}},
        Ten{"all are there, by name", {{"b", {{0, 60}}}, {"c", {{-60, 120}}}, {"a", {{0, 60}}}}, {"a", "b", "c"}},
        Ten{"one goes early", {{"a", {{0, 60}}}, {"b", {{0, 50}}}}, {"a"}},
        Ten{"one comes late", {{"a", {{10, 60}}}, {"b", {{0, 60}}}}, {"b"}},
        Ten{"one goes as another comes", {{"a", {{30, 60}}}, {"b", {{0, 30}}}}, {"b"}},
        Ten{"one comes before another goes", {{"a", {{20, 60}}}, {"b", {{0, 30}}}}, {"b"}},
        Ten{"one comes after another has gone", {{"a", {{0, 20}}}, {"b", {{21, 60}}}}, {}},
        Ten{"two are relieved by one", {{"a", {{0, 20}}}, {"b", {{0, 20}}}, {"c", {{20, 60}}}}, {"c"}},
        Ten{"one is relieved by two", {{"a", {{20, 60}}}, {"b", {{20, 60}}}, {"c", {{0, 20}}}}, {"c"}},
        Ten{"fewest are there twice", {{"a", {{0, 10}, {20, 60}}}, {"b", {{0, 40}}}}, {"b"}},
        Ten{"a pause", {{"a", {{0, 30}, {40, 60}}}, {"b", {{0, 60}}}}, {"b"}},
        Ten{"shifts that overlap", {{"a", {{0, 40}, {20, 60}}}}, {"a"}},
        Ten{"what is before the opening does not count", {{"a", {{0, 30}}}, {"b", {{30, 60}}}}, {"b"}, 30},
        Ten{"one comes as it opens", {{"a", {{30, 60}}}, {"b", {{0, 60}}}}, {"a", "b"}, 30}),
    [](const auto& each) {
      std::string name = each.param.what;
      std::ranges::replace_if(name, [](char c) { return absl::ascii_isalnum(c) == 0; }, '_');
      return name;
    });

TEST(Coverage, NamesEachLeadManagerOnceAndOnlyThoseWhoAreCounted) {
  v1::CoverageRecord record;
  for (const char* id : {"b", "a", "never"}) Enter(record, LeadManager(id));
  v1::Employee never = LeadManager("never");
  never.clear_weekly_shifts();
  Enter(record, never);
  const v1::Coverage coverage = CoverageOf(EmptyRoster(), record, {March(2, 0), March(3, 0)}, Names::kTold).value();
  ASSERT_EQ(coverage.lead_managers_size(), 2);
  EXPECT_EQ(coverage.lead_managers(0).employee(), "departments/d1/employees/a");
  EXPECT_EQ(coverage.lead_managers(1).employee(), "departments/d1/employees/b");
  EXPECT_EQ(coverage.lead_managers(0).hours_size(), 9) << "10:00 to 19:00";
  EXPECT_EQ(coverage.lead_managers(0).hours(0), 1) << "the department opens at 9:00";
}

TEST(Coverage, StaysSmallWithTheNamesOfTwoMonthsOfALargeDepartment) {
  v1::CoverageRecord record;
  for (int i = 0; i < 30; ++i) {
    v1::Employee always = LeadManager("lead-manager-" + std::to_string(i));
    for (v1::WeeklyShift& shift : *always.mutable_weekly_shifts()) {
      shift.set_start_minute(9 * 60);
      shift.set_end_minute(21 * 60);
    }
    Enter(record, always);
  }
  const Interval range = CoverageRange(March(2, 0), 62, LoadZone("Europe/Moscow").value());
  const v1::Coverage coverage = CoverageOf(EmptyRoster(), record, range, Names::kTold).value();
  ASSERT_EQ(coverage.hours_size(), 62 * 12);
  ASSERT_THAT(NamesOf(coverage), ::testing::Each(::testing::SizeIs(30)));
  EXPECT_LT(coverage.ByteSizeLong(), 64U << 10U);
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

v1::WeeklyShift AnyShift() {
  const int start = *rc::gen::inRange(0, 1440);
  return Shift(*rc::gen::inRange(1, 8), start, start + *rc::gen::inRange(1, 1441));
}

// A day of those around a place's change of clocks.
google::type::Date AnyDay(const Place& place) { return ToDate(place.change + *rc::gen::inRange(-2, 2)); }

void AddAnyTimeOff(const Place& place, v1::Employee& employee) {
  const absl::Time start =
      StartOfDay(place.change - 1, LoadZone(place.zone).value()) + absl::Minutes(*rc::gen::inRange(0, 2880));
  v1::TimeOff& off = *employee.add_time_offs();
  *off.mutable_start_time() = ToTimestamp(start);
  *off.mutable_end_time() = ToTimestamp(start + absl::Minutes(*rc::gen::inRange(1, 1440)));
}

v1::Employee AnyLeadManager(const Place& place, int number) {
  v1::Employee employee = LeadManager("e" + std::to_string(number));
  employee.clear_weekly_shifts();
  const int shifts = *rc::gen::inRange(0, 8);
  for (int i = 0; i < shifts; ++i) *employee.add_weekly_shifts() = AnyShift();
  employee.set_works_on_days_off(*rc::gen::arbitrary<bool>());
  if (*rc::gen::arbitrary<bool>()) AddAnyTimeOff(place, employee);
  if (*rc::gen::arbitrary<bool>()) {
    *employee.add_day_shifts()->mutable_date() = AnyDay(place);
    v1::DayShifts::DayShift& own = *employee.mutable_day_shifts(0)->add_shifts();
    own.set_start_minute(*rc::gen::inRange(0, 1440));
    own.set_end_minute(own.start_minute() + *rc::gen::inRange(1, 1441));
  }
  return employee;
}

// Who is on shift at the first minute of an hour at which fewest are.
struct ExpectedHour {
  absl::Time start;
  std::vector<std::string> names;
};

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
  for (int i = 0; i < openings; ++i) *roster.mutable_settings()->add_opening_hours() = AnyShift();
  if (*rc::gen::arbitrary<bool>()) {
    *roster.add_calendar_days()->mutable_date() = AnyDay(place);
    roster.mutable_calendar_days(0)->set_kind(
        *rc::gen::element(v1::CalendarDay::DAY_OFF, v1::CalendarDay::SHORT_DAY, v1::CalendarDay::WORKING_WEEKEND));
  }
  v1::CoverageRecord record;
  const int people = *rc::gen::inRange(0, 8);
  for (int i = 0; i < people; ++i) Enter(record, AnyLeadManager(place, i));
  const absl::Time start = StartOfDay(place.change - 1, zone) + absl::Minutes(*rc::gen::inRange(0, 1440));
  const Interval range = CoverageRange(start, 2, zone);
  const auto coverage = CoverageOf(roster, record, range, Names::kTold);
  RC_ASSERT(coverage.ok());

  std::vector<StaffedTime> managers;
  for (const v1::EmployeeChanged& each : record.lead_managers()) {
    managers.push_back(StaffedTime::Create(StaffCalendarOf(each, roster.calendar_days(), zone)).value());
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
  std::vector<ExpectedHour> expected;
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
    std::vector<std::string> names;
    for (int i = 0; i < record.lead_managers_size(); ++i) {
      if (at_work(managers[i], minute)) names.emplace_back(LastSegment(record.lead_managers(i).employee()));
    }
    if (fresh) {
      expected.push_back({minute, names});
    } else if (names.size() < expected.back().names.size()) {
      expected.back().names = names;
    }
    fresh = false;
  }
  RC_ASSERT(coverage->hours_size() == std::ssize(expected));
  const std::vector<std::vector<std::string>> names = NamesOf(*coverage);
  for (int i = 0; i < coverage->hours_size(); ++i) {
    RC_ASSERT(FromTimestamp(coverage->hours(i).start_time()) == expected[i].start);
    RC_ASSERT(coverage->hours(i).lead_managers() == std::ssize(expected[i].names));
    RC_ASSERT(names[i] == expected[i].names);
  }

  v1::Coverage nameless = *coverage;
  nameless.clear_lead_managers();
  RC_ASSERT(CoverageOf(roster, record, range)->SerializeAsString() == nameless.SerializeAsString());
}

}  // namespace
}  // namespace zamer::scheduling
