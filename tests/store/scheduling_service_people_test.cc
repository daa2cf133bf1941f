// What the scheduling service tells of people and their time, over gRPC, on a real Redis.
#include "tests/store/scheduling_fixture.h"

namespace zamer::scheduling {
namespace {

using ::testing::IsEmpty;
using Event = v1::SchedulingEvent;

class SchedulingPeopleTest : public SchedulingFixture {
 protected:
  static std::string NameOf(const std::string& id) { return Child(kDepartment, "employees", id); }

  template <class Fact>
  std::vector<Fact> Told(bool (Event::*has)() const, const Fact& (Event::*get)() const) {
    std::vector<Fact> facts;
    for (const Event& event : Events()) {
      if ((event.*has)()) facts.push_back((event.*get)());
    }
    return facts;
  }
  std::vector<v1::CoverageChanged> CoverageTold() {
    return Told(&Event::has_coverage_changed, &Event::coverage_changed);
  }
  std::vector<v1::EmployeeDroppedOut> DropOutsTold() {
    return Told(&Event::has_employee_dropped_out, &Event::employee_dropped_out);
  }

  v1::Employee AddLeadManager(const std::string& id) {
    v1::Employee employee = AddDesigner(id);
    v1::UpdateEmployeeRequest request;
    request.mutable_employee()->set_name(employee.name());
    request.mutable_employee()->add_roles(type::v1::LEAD_MANAGER);
    return Call(Head(), &Api::UpdateEmployee, request).value();
  }

  absl::StatusOr<v1::Employee> CheckIn(Person& person, const std::string& id) {
    v1::CheckInRequest request;
    request.set_name(NameOf(id));
    return Call(person, &Api::CheckIn, request);
  }

  absl::StatusOr<v1::Employee> DropOut(const std::string& id, v1::EmployeeDroppedOut::Cause cause, absl::Time start,
                                       absl::Time end) {
    v1::DropOutRequest request;
    request.set_name(NameOf(id));
    request.set_cause(cause);
    *request.mutable_start_time() = ToTimestamp(start);
    *request.mutable_end_time() = ToTimestamp(end);
    return Call(Head(), &Api::DropOut, request);
  }
};

v1::CalendarDay DayOff(absl::CivilDay day) {
  v1::CalendarDay off;
  *off.mutable_date() = ToDate(day);
  off.set_kind(v1::CalendarDay::DAY_OFF);
  return off;
}

TEST_F(SchedulingPeopleTest, ADayOffOfTheCalendarTakesTheSlotsAway) {
  AddDesigner("e1");
  v1::ImportCalendarRequest request;
  request.set_parent(kDepartment);
  *request.add_days() = DayOff(absl::CivilDay(2036, 3, 4));
  request.set_request_id("import-1");
  const auto imported = Call(Head(), &Api::ImportCalendar, request);
  ASSERT_THAT(imported, IsOk());
  EXPECT_EQ(imported->days_size(), 1);
  EXPECT_THAT(Call(Head(), &Api::ImportCalendar, request), IsOk()) << "a retry";
  EXPECT_EQ(Told(&Event::has_calendar_changed, &Event::calendar_changed).size(), 1U);
  EXPECT_THAT(Book(March(4, 12)), StatusIs(Reason::kEmployeeAbsent));
  EXPECT_THAT(Book(March(5, 12)), IsOk());

  v1::GetCalendarRequest get;
  get.set_name(kDepartment);
  EXPECT_EQ(Call(Olga(), &Api::GetCalendar, get)->days_size(), 1);
  get.set_name("departments/nowhere");
  EXPECT_THAT(Call(Operator(), &Api::GetCalendar, get), StatusIs(Reason::kDepartmentNotFound));
}

TEST_F(SchedulingPeopleTest, ShiftsOfADayHoldUntilTheyAreCleared) {
  AddDesigner("e1");
  v1::SetDayShiftsRequest set;
  set.set_name(NameOf("e1"));
  *set.mutable_day_shifts()->mutable_date() = ToDate(absl::CivilDay(2036, 3, 4));
  ASSERT_THAT(Call(Head(), &Api::SetDayShifts, set), IsOk());
  EXPECT_THAT(Book(March(4, 12)), StatusIs(Reason::kEmployeeAbsent));
  v1::ClearDayShiftsRequest clear;
  clear.set_name(NameOf("e1"));
  *clear.mutable_date() = set.day_shifts().date();
  ASSERT_THAT(Call(Head(), &Api::ClearDayShifts, clear), IsOk());
  EXPECT_THAT(Book(March(4, 12)), IsOk());
}

TEST_F(SchedulingPeopleTest, ACheckInEndsWithItsShift) {
  AddDesigner("e1");
  clock_.Advance(absl::Minutes(6));
  EXPECT_THAT(CheckIn(Olga(), "e1"), StatusIs(Reason::kRoleNotAllowed));
  ASSERT_THAT(CheckIn(As("e1", type::v1::DESIGNER), "e1"), IsOk());
  const auto in = Told(&Event::has_employee_checked_in, &Event::employee_checked_in);
  ASSERT_EQ(in.size(), 1U);
  EXPECT_TRUE(in[0].late());
  FireTimers();
  const auto out = [&] { return Told(&Event::has_employee_checked_out, &Event::employee_checked_out); };
  EXPECT_THAT(out(), IsEmpty());
  clock_.Advance(absl::Hours(9));
  FireTimers();
  FireTimers();
  EXPECT_EQ(out().size(), 1U);

  v1::CheckOutRequest leave;
  leave.set_name(NameOf("e1"));
  EXPECT_THAT(Call(Head(), &Api::CheckOut, leave), StatusIs(Reason::kNotCheckedIn));
}

TEST_F(SchedulingPeopleTest, AVacationIsADropOutFromItsStartOn) {
  AddDesigner("e1");
  const auto out = DropOut("e1", v1::EmployeeDroppedOut::VACATION, March(4, 0), March(6, 0));
  ASSERT_THAT(out, IsOk());
  ASSERT_EQ(out->time_offs_size(), 1);
  EXPECT_FALSE(out->time_offs(0).dropped_out());
  FireTimers();
  EXPECT_THAT(DropOutsTold(), IsEmpty());
  EXPECT_THAT(Book(March(4, 12)), StatusIs(Reason::kEmployeeAbsent));
  clock_.Advance(absl::Hours(24));
  FireTimers();
  FireTimers();
  ASSERT_EQ(DropOutsTold().size(), 1U);
  EXPECT_EQ(DropOutsTold()[0].cause(), v1::EmployeeDroppedOut::VACATION);
  EXPECT_EQ(DropOutsTold()[0].employee(), NameOf("e1"));
}

TEST_F(SchedulingPeopleTest, ADismissalIsADropOutAtOnce) {
  AddDesigner("e1");
  v1::DismissEmployeeRequest request;
  request.set_name(NameOf("e1"));
  ASSERT_THAT(Call(Head(), &Api::DismissEmployee, request), IsOk());
  ASSERT_THAT(Call(Head(), &Api::DismissEmployee, request), IsOk());
  ASSERT_EQ(DropOutsTold().size(), 1U);
  EXPECT_EQ(DropOutsTold()[0].cause(), v1::EmployeeDroppedOut::DISMISSED);
}

TEST_F(SchedulingPeopleTest, CoverageIsToldWhenItIsDifferent) {
  const std::size_t before = CoverageTold().size();
  AddDesigner("e1");
  EXPECT_EQ(CoverageTold().size(), before) << "designers do not bear on it";
  AddLeadManager("anna");
  ASSERT_EQ(CoverageTold().size(), before + 1) << "one of the two that are required";
  EXPECT_EQ(CoverageTold().back().thin_hours_size(), 28 * 12);
  AddLeadManager("boris");
  ASSERT_EQ(CoverageTold().size(), before + 2);
  EXPECT_EQ(CoverageTold().back().opening_hours(), 28 * 12);
  EXPECT_EQ(CoverageTold().back().thin_hours_size(), 28 * 3) << "9:00 to 10:00 and 19:00 to 21:00";

  v1::ImportCalendarRequest holiday;
  holiday.set_parent(kDepartment);
  *holiday.add_days() = DayOff(absl::CivilDay(2036, 3, 8));
  ASSERT_THAT(Call(Head(), &Api::ImportCalendar, holiday), IsOk());
  ASSERT_EQ(CoverageTold().size(), before + 3);
  EXPECT_EQ(CoverageTold().back().thin_hours_size(), 28 * 3 + 9);

  v1::GetCoverageRequest ask;
  ask.set_name(kDepartment);
  *ask.mutable_start_time() = ToTimestamp(March(8, 0));
  ask.set_days(1);
  const auto coverage = Call(Olga(), &Api::GetCoverage, ask);
  ASSERT_THAT(coverage, IsOk());
  EXPECT_EQ(coverage->hours_size(), 12);
  EXPECT_EQ(coverage->thin_hours(), 12);

  v1::UpdateDepartmentRequest settings;
  settings.mutable_department()->set_name(kDepartment);
  settings.mutable_department()->mutable_settings()->set_required_lead_managers(0);
  ASSERT_THAT(Call(Head(), &Api::UpdateDepartment, settings), IsOk());
  EXPECT_EQ(CoverageTold().back().thin_hours_size(), 0);
}

}  // namespace
}  // namespace zamer::scheduling
