#include "services/lead/domain/roster.h"

#include <gtest/gtest.h>

#include "tests/unit/lead/domain/builders.h"

namespace zamer::lead {
namespace {

std::vector<std::string> Names(const std::vector<Candidate>& candidates) {
  std::vector<std::string> names;
  for (const Candidate& candidate : candidates) names.push_back(candidate.employee);
  return names;
}
using NameList = std::vector<std::string>;

TEST(Roster, KnowsWhoIsOnShift) {
  const Roster roster(RosterOf({LeadManager(kBoris), LeadManager(kAnna)}), Now());
  EXPECT_EQ(Names(roster.OnShift(Moscow("2026-03-02 10:00"), "")), (NameList{"anna", "boris"}));
  EXPECT_EQ(Names(roster.OnShift(Moscow("2026-03-02 19:00"), "")), NameList{});
  EXPECT_EQ(Names(roster.OnShift(Moscow("2026-03-01 12:00"), "")), NameList{}) << "a Sunday";
}

TEST(Roster, LeavesOutOtherRolesTheDismissedAndTheAbsent) {
  auto designer = LeadManager("departments/d1/employees/designer");
  designer.set_roles(0, type::v1::DESIGNER);
  auto dismissed = LeadManager("departments/d1/employees/gone");
  dismissed.set_state(scheduling::v1::Employee::DISMISSED);
  auto ill = LeadManager("departments/d1/employees/ill");
  *ill.add_time_offs()->mutable_start_time() = ToTimestamp(Moscow("2026-03-02 00:00"));
  *ill.mutable_time_offs(0)->mutable_end_time() = ToTimestamp(Moscow("2026-03-03 00:00"));
  const Roster roster(RosterOf({LeadManager(kAnna), designer, dismissed, ill}), Now());
  EXPECT_EQ(Names(roster.OnShift(Moscow("2026-03-02 12:00"), "")), NameList{"anna"});
  EXPECT_EQ(Names(roster.OnShift(Moscow("2026-03-03 12:00"), "")), (NameList{"anna", "ill"}));
  EXPECT_TRUE(roster.IsLeadManager(kAnna));
  EXPECT_FALSE(roster.IsLeadManager("departments/d1/employees/designer"));
  EXPECT_FALSE(roster.IsLeadManager("departments/d1/employees/gone"));
}

TEST(Roster, FollowsRotationsAndTheProductionCalendar) {
  auto hotline = LeadManager(kBoris);
  hotline.clear_weekly_shifts();
  scheduling::v1::ShiftRotation& rotation = *hotline.mutable_shift_rotation();
  *rotation.mutable_start_date() = ToDate(absl::CivilDay(2026, 3, 2));
  rotation.set_cycle_days(4);
  for (int day = 0; day < 2; ++day) {
    scheduling::v1::ShiftRotation::RotationShift& shift = *rotation.add_shifts();
    shift.set_day(day);
    shift.set_start_minute(9 * 60);
    shift.set_end_minute(21 * 60);
  }
  v1::RosterRecord record = RosterOf({LeadManager(kAnna), hotline});
  scheduling::v1::CalendarChanged holiday;
  *holiday.add_days()->mutable_date() = ToDate(absl::CivilDay(2026, 3, 3));
  holiday.mutable_days(0)->set_kind(scheduling::v1::CalendarDay::DAY_OFF);
  ApplyCalendar(record, holiday);
  const Roster roster(record, Now());
  EXPECT_EQ(Names(roster.OnShift(Moscow("2026-03-02 12:00"), "")), (NameList{"anna", "boris"}));
  EXPECT_EQ(Names(roster.OnShift(Moscow("2026-03-03 12:00"), "")), NameList{"boris"}) << "a holiday";
  EXPECT_EQ(Names(roster.OnShift(Moscow("2026-03-04 12:00"), "")), NameList{"anna"}) << "two off";

  ApplyCalendar(record, {});
  EXPECT_EQ(Names(Roster(record, Now()).OnShift(Moscow("2026-03-03 12:00"), "")), (NameList{"anna", "boris"}));
}

TEST(Roster, MarksWhoServesTheCity) {
  auto anna = LeadManager(kAnna);
  anna.add_cities("Samara");
  const Roster roster(RosterOf({anna, LeadManager(kBoris)}), Now());
  const auto kazan = roster.OnShift(Moscow("2026-03-02 12:00"), "Kazan");
  EXPECT_FALSE(kazan[0].serves);
  EXPECT_TRUE(kazan[1].serves) << "no cities means all";
  EXPECT_TRUE(roster.OnShift(Moscow("2026-03-02 12:00"), "")[0].serves) << "an unknown city is served by all";
}

TEST(Roster, MarksWhoServesTheChannel) {
  auto anna = LeadManager(kAnna);
  anna.add_channels("departments/d1/channels/vk");
  anna.add_cities("Samara");
  const Roster roster(RosterOf({anna, LeadManager(kBoris)}), Now());
  const absl::Time noon = Moscow("2026-03-02 12:00");
  EXPECT_TRUE(roster.OnShift(noon, "Samara", "departments/d1/channels/vk")[0].serves);
  EXPECT_FALSE(roster.OnShift(noon, "Samara", "departments/d1/channels/site")[0].serves);
  EXPECT_FALSE(roster.OnShift(noon, "Kazan", "departments/d1/channels/vk")[0].serves) << "both have to fit";
  EXPECT_TRUE(roster.OnShift(noon, "Samara", "departments/d1/channels/site")[1].serves) << "no channels means all";
}

TEST(Roster, CountsTheResponseLimitInStaffedTime) {
  v1::RosterRecord record = RosterOf({LeadManager(kAnna)});
  record.mutable_department()->mutable_settings()->mutable_first_response_limit()->set_seconds(30 * 60);
  const Roster roster(record, Now());
  EXPECT_EQ(roster.FirstResponseDue(Moscow("2026-02-28 20:00")), Moscow("2026-03-02 10:30")) << "Saturday evening";
  EXPECT_EQ(roster.FirstResponseDue(Moscow("2026-02-27 18:50")), Moscow("2026-03-02 10:20")) << "Friday before closing";
  EXPECT_EQ(roster.FirstResponseDue(Moscow("2026-03-02 12:00")), Moscow("2026-03-02 12:30"));
}

TEST(Roster, HasNoDueTimeWhenNobodyWorks) {
  const Roster roster(RosterOf({}), Now());
  EXPECT_EQ(roster.FirstResponseDue(Now()), std::nullopt);
  EXPECT_EQ(roster.NextStart(Now()), Now() + absl::Hours(24 * 28)) << "looked at again in four weeks";
}

TEST(Roster, FindsTheNextShift) {
  const Roster roster(RosterOf({LeadManager(kAnna)}), Now());
  EXPECT_EQ(roster.NextStart(Moscow("2026-03-02 03:00")), Moscow("2026-03-02 10:00"));
  EXPECT_EQ(roster.NextStart(Moscow("2026-03-02 10:00")), Moscow("2026-03-03 10:00")) << "strictly after";
  EXPECT_EQ(roster.NextStart(Moscow("2026-03-06 12:00")), Moscow("2026-03-09 10:00")) << "over the weekend";
}

TEST(Roster, AnswersBeyondItsWindowToo) {
  const Roster roster(RosterOf({LeadManager(kAnna)}), Now());
  EXPECT_EQ(roster.Staffed(Moscow("2025-03-03 09:00"), Moscow("2025-03-04 11:00")), absl::Hours(10));
  EXPECT_EQ(Names(roster.OnShift(Moscow("2025-03-03 12:00"), "")), NameList{"anna"});
  EXPECT_EQ(roster.FirstResponseDue(Moscow("2025-03-01 12:00")), Moscow("2025-03-03 10:05"));
}

TEST(Roster, CountsOverlappingShiftsOnce) {
  const Roster roster(RosterOf({LeadManager(kAnna), LeadManager(kBoris)}), Now());
  EXPECT_EQ(roster.Staffed(Moscow("2026-03-02 00:00"), Moscow("2026-03-03 00:00")), absl::Hours(9));
}

TEST(Roster, ReplacesAnEmployeeByName) {
  v1::RosterRecord record = RosterOf({LeadManager(kBoris), LeadManager(kAnna)});
  auto anna = LeadManager(kAnna);
  anna.set_state(scheduling::v1::Employee::DISMISSED);
  ApplyEmployee(record, anna);
  ASSERT_EQ(record.employees_size(), 2);
  EXPECT_EQ(record.employees(0).employee(), kAnna);
  EXPECT_EQ(FindEmployee(record, kAnna)->state(), scheduling::v1::Employee::DISMISSED);
  EXPECT_EQ(FindEmployee(record, "departments/d1/employees/x"), nullptr);
}

}  // namespace
}  // namespace zamer::lead
