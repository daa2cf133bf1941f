#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "desk.h"
#include "services/common/time/timestamps.h"
#include "services/scheduling/domain/department.h"
#include "services/scheduling/domain/employee.h"
#include "services/scheduling/domain/roster.h"
#include "services/scheduling/domain/settings.h"
#include "tests/support/status_matchers.h"

namespace zamer::scheduling {
namespace {

using testing::IsOk;
using testing::StatusIs;

v1::CreateDepartmentRequest NewDepartmentRequest() {
  v1::CreateDepartmentRequest request;
  request.set_department_id("d1");
  request.mutable_department()->set_display_name("Kitchens");
  request.mutable_department()->set_time_zone("Asia/Almaty");
  request.mutable_department()->set_currency_code("KZT");
  return request;
}

v1::CreateEmployeeRequest NewEmployeeRequest() {
  v1::CreateEmployeeRequest request;
  request.set_parent(kParent);
  request.set_employee_id("e1");
  *request.mutable_employee() = Designer("e1");
  return request;
}

v1::CreateTimeOffRequest TimeOffRequest(absl::Time start, absl::Time end, const std::string& id = {}) {
  v1::CreateTimeOffRequest request;
  request.mutable_time_off()->set_time_off_id(id);
  *request.mutable_time_off()->mutable_start_time() = ToTimestamp(start);
  *request.mutable_time_off()->mutable_end_time() = ToTimestamp(end);
  return request;
}

TEST(Department, FillsItsSettingsInForOthersButNotForItself) {
  const auto department = NewDepartment(NewDepartmentRequest(), Monday10());
  ASSERT_THAT(department, IsOk());
  EXPECT_FALSE(department->has_settings());
  const v1::DepartmentChanged fact = FactOf(*department);
  const v1::DepartmentSettings& settings = fact.department().settings();
  EXPECT_EQ(fact.department().phone_region(), "RU");
  EXPECT_EQ(FromProtoDuration(settings.first_response_limit()), absl::Minutes(5));
  EXPECT_EQ(FromProtoDuration(settings.minimum_notice()), absl::Hours(2));
  EXPECT_EQ(FromProtoDuration(settings.booking_horizon()), absl::Hours(30 * 24));
  EXPECT_EQ(FromProtoDuration(settings.travel_buffer()), absl::Minutes(30));
  EXPECT_EQ(FromProtoDuration(settings.hold_time()), absl::Minutes(10));
  EXPECT_EQ(settings.first_touch_hours(), 24);
  EXPECT_EQ(settings.designer_discount_limit_bps(), 1000);
  EXPECT_EQ(settings.prepaid_share_bps(), 5000);
  EXPECT_EQ(settings.designer_daily_maximum(), 6);
  EXPECT_EQ(settings.reopen_days(), 90);
  EXPECT_EQ(settings.margin_bps(), 4000);
}

TEST(Department, KeepsASettingOfZero) {
  v1::DepartmentSettings settings;
  settings.set_first_touch_hours(0);
  settings.mutable_minimum_notice();
  EXPECT_EQ(WithDefaults(settings).first_touch_hours(), 0);
  EXPECT_EQ(FromProtoDuration(WithDefaults(settings).minimum_notice()), absl::ZeroDuration());
}

TEST(Department, RefusesDurationsOutOfRangeAllAtOnce) {
  v1::CreateDepartmentRequest request = NewDepartmentRequest();
  v1::DepartmentSettings& settings = *request.mutable_department()->mutable_settings();
  settings.mutable_hold_time()->set_seconds(9);
  settings.mutable_travel_buffer()->set_seconds(61);
  settings.mutable_booking_horizon()->set_seconds(367L * 24 * 3600);
  const auto refused = NewDepartment(request, Monday10());
  EXPECT_THAT(refused, StatusIs(Reason::kFieldInvalid));
  EXPECT_THAT(MetadataOf(refused.status()), ::testing::Contains(::testing::Pair(::testing::_, "3")));
}

TEST(Department, RefusesAnUnknownZone) {
  v1::CreateDepartmentRequest request = NewDepartmentRequest();
  request.mutable_department()->set_time_zone("Moon/Crater");
  EXPECT_THAT(NewDepartment(request, Monday10()), StatusIs(Reason::kTimeZoneUnknown));
}

TEST(Department, ChangesWhatTheMaskNamesAndNothingElse) {
  v1::UpdateDepartmentRequest request;
  request.mutable_department()->set_name("departments/other");
  request.mutable_department()->set_display_name("Wardrobes");
  request.mutable_department()->set_time_zone("Europe/Moscow");
  request.mutable_update_mask()->add_paths("display_name");
  const auto updated = Updated(*NewDepartment(NewDepartmentRequest(), Monday10()), request);
  ASSERT_THAT(updated, IsOk());
  EXPECT_EQ(updated->display_name(), "Wardrobes");
  EXPECT_EQ(updated->time_zone(), "Asia/Almaty");
  EXPECT_EQ(updated->name(), "departments/d1");
}

TEST(Department, MergesWhatIsSetWithoutAMask) {
  v1::Department department = *NewDepartment(NewDepartmentRequest(), Monday10());
  department.mutable_settings()->set_reopen_days(30);
  v1::UpdateDepartmentRequest request;
  request.mutable_department()->mutable_settings()->set_margin_bps(5000);
  const auto updated = Updated(department, request);
  ASSERT_THAT(updated, IsOk());
  EXPECT_EQ(updated->settings().reopen_days(), 30);
  EXPECT_EQ(updated->settings().margin_bps(), 5000);
  request.mutable_update_mask()->add_paths("settings");
  EXPECT_FALSE(Updated(department, request)->settings().has_reopen_days());
}

TEST(Department, RefusesAMaskOfFieldsThatAreNotTheCallers) {
  for (const char* path : {"name", "create_time", "etag", "no_such_field", "settings.no_such_field", ""}) {
    v1::UpdateDepartmentRequest request;
    request.mutable_update_mask()->add_paths(path);
    EXPECT_THAT(Updated(*NewDepartment(NewDepartmentRequest(), Monday10()), request), StatusIs(Reason::kFieldInvalid))
        << path;
  }
}

TEST(Employee, IsEmployedAndKeepsOnlyWhatCallersMaySet) {
  v1::CreateEmployeeRequest request = NewEmployeeRequest();
  request.mutable_employee()->set_state(v1::Employee::DISMISSED);
  request.mutable_employee()->add_time_offs();
  const auto employee = NewEmployee(request, Monday10());
  ASSERT_THAT(employee, IsOk());
  EXPECT_EQ(employee->name(), "departments/d1/employees/e1");
  EXPECT_EQ(employee->state(), v1::Employee::EMPLOYED);
  EXPECT_EQ(employee->time_offs_size(), 0);
}

TEST(Employee, RefusesRolesOfPrograms) {
  v1::CreateEmployeeRequest request = NewEmployeeRequest();
  request.mutable_employee()->add_roles(type::v1::SERVICE);
  EXPECT_THAT(NewEmployee(request, Monday10()), StatusIs(Reason::kFieldInvalid));
  request.mutable_employee()->clear_roles();
  EXPECT_THAT(NewEmployee(request, Monday10()), StatusIs(Reason::kFieldInvalid));
}

TEST(Employee, RefusesAShiftThatEndsBeforeItStarts) {
  v1::CreateEmployeeRequest request = NewEmployeeRequest();
  request.mutable_employee()->mutable_weekly_shifts(0)->set_end_minute(600);
  EXPECT_THAT(NewEmployee(request, Monday10()), StatusIs(Reason::kShiftInvalid));
}

TEST(Employee, WhoLeftCannotBeChangedAndCanLeaveAgain) {
  const v1::Employee gone = Dismissed(Designer("e1"));
  EXPECT_THAT(Updated(gone, {}), StatusIs(Reason::kEmployeeDismissed));
  EXPECT_THAT(WithTimeOff(gone, TimeOffRequest(March(3, 0), March(4, 0)), "t1"), StatusIs(Reason::kEmployeeDismissed));
  EXPECT_EQ(Dismissed(gone).state(), v1::Employee::DISMISSED);
}

TEST(TimeOff, IsKeptInOrderOfItsStart) {
  const auto later = WithTimeOff(Designer("e1"), TimeOffRequest(March(10, 0), March(12, 0)), "later");
  ASSERT_THAT(later, IsOk());
  const auto both = WithTimeOff(*later, TimeOffRequest(March(3, 0), March(4, 0), "mine"), "unused");
  ASSERT_THAT(both, IsOk());
  ASSERT_EQ(both->time_offs_size(), 2);
  EXPECT_EQ(both->time_offs(0).time_off_id(), "mine");
  EXPECT_EQ(both->time_offs(1).time_off_id(), "later");
}

TEST(TimeOff, MustEndAfterItStartsAndHaveAnIdOfItsOwn) {
  EXPECT_THAT(WithTimeOff(Designer("e1"), TimeOffRequest(March(3, 0), March(3, 0)), "t1"),
              StatusIs(Reason::kFieldInvalid));
  const auto one = WithTimeOff(Designer("e1"), TimeOffRequest(March(3, 0), March(4, 0), "t1"), "");
  EXPECT_THAT(WithTimeOff(*one, TimeOffRequest(March(5, 0), March(6, 0), "t1"), ""), StatusIs(Reason::kFieldInvalid));
}

TEST(TimeOff, CanBeTakenBackOnce) {
  const auto one = WithTimeOff(Designer("e1"), TimeOffRequest(March(3, 0), March(4, 0), "t1"), "");
  const auto none = WithoutTimeOff(*one, "t1");
  ASSERT_THAT(none, IsOk());
  EXPECT_EQ(none->time_offs_size(), 0);
  EXPECT_THAT(WithoutTimeOff(*none, "t1"), StatusIs(Reason::kFieldInvalid));
}

TEST(EmployeeChanged, CarriesNoName) {
  v1::Employee employee = Designer("e1");
  employee.set_display_name("Secret Name");
  EXPECT_EQ(FactOf(employee).SerializeAsString().find("Secret"), std::string::npos);
  EXPECT_EQ(FactOf(employee).turn_weight(), 100);
}

TEST(Roster, HoldsDesignersWhoWorkHereById) {
  v1::Roster roster = RosterOf({"b", "a"});
  ASSERT_EQ(roster.designers_size(), 2);
  EXPECT_EQ(roster.designers(0).employee_id(), "a");
  CopyTo(roster, Dismissed(Designer("a")));
  EXPECT_EQ(FindDesigner(roster, "a"), nullptr);
  v1::Employee promoted = Designer("b");
  promoted.clear_roles();
  promoted.add_roles(type::v1::SALES_HEAD);
  CopyTo(roster, promoted);
  EXPECT_EQ(roster.designers_size(), 0);
}

}  // namespace
}  // namespace zamer::scheduling
