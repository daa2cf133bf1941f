// Coming, leaving, and being out.
#include "services/scheduling/domain/presence.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "desk.h"
#include "services/common/time/timestamps.h"
#include "services/scheduling/domain/drop_out.h"
#include "services/scheduling/domain/employee.h"
#include "tests/support/status_matchers.h"

namespace zamer::scheduling {
namespace {

using testing::IsOk;
using testing::StatusIs;
using Out = v1::EmployeeDroppedOut;

Actor Self() { return {.name = Designer("e1").name()}; }

v1::DropOutRequest Absence(Out::Cause cause, absl::Time start, absl::Time end) {
  v1::DropOutRequest request;
  request.set_cause(cause);
  *request.mutable_start_time() = ToTimestamp(start);
  *request.mutable_end_time() = ToTimestamp(end);
  return request;
}

EmployeeStep CameIn(absl::Time now) { return CheckIn(Designer("e1"), EmptyRoster(), Self(), now).value(); }

TEST(CheckIn, IsInTimeWithinTheGraceAndLateAfterIt) {
  const EmployeeStep in_time = CameIn(March(2, 10, 5));
  ASSERT_EQ(in_time.told.size(), 1U);
  const v1::EmployeeCheckedIn& fact = in_time.told[0].event.employee_checked_in();
  EXPECT_EQ(FromTimestamp(fact.shift_start_time()), March(2, 10));
  EXPECT_FALSE(fact.late());
  EXPECT_EQ(fact.roles(0), type::v1::DESIGNER);
  EXPECT_EQ(ExpiryOf(in_time.next), March(2, 19));
  EXPECT_TRUE(CameIn(March(2, 10, 6)).told[0].event.employee_checked_in().late());
}

TEST(CheckIn, HoldsTwelveHoursOutsideOfAShift) {
  const EmployeeStep early = CameIn(March(2, 9, 30));
  EXPECT_FALSE(early.told[0].event.employee_checked_in().has_shift_start_time());
  EXPECT_FALSE(early.told[0].event.employee_checked_in().late());
  EXPECT_EQ(ExpiryOf(early.next), March(2, 21, 30));
}

TEST(CheckIn, TellsNothingTwice) {
  const auto again = CheckIn(CameIn(March(2, 10)).next, EmptyRoster(), Self(), March(2, 12));
  ASSERT_THAT(again, IsOk());
  EXPECT_TRUE(again->told.empty());
  EXPECT_EQ(FromTimestamp(again->next.presence().check_in_time()), March(2, 10));
}

TEST(CheckIn, IsForOneselfOrTheSalesHeadAndForWhoWorksHere) {
  const Actor colleague{.name = "departments/d1/employees/other"};
  EXPECT_THAT(CheckIn(Designer("e1"), EmptyRoster(), colleague, March(2, 10)), StatusIs(Reason::kRoleNotAllowed));
  EXPECT_THAT(CheckOut(CameIn(March(2, 10)).next, colleague, March(2, 11)), StatusIs(Reason::kRoleNotAllowed));
  const Actor head{.name = "departments/d1/employees/head", .is_sales_head = true};
  EXPECT_THAT(CheckIn(Designer("e1"), EmptyRoster(), head, March(2, 10)), IsOk());
  EXPECT_THAT(CheckIn(Dismissed(Designer("e1")), EmptyRoster(), head, March(2, 10)),
              StatusIs(Reason::kEmployeeDismissed));
}

TEST(CheckOut, EndsACheckInOnce) {
  const auto gone = CheckOut(CameIn(March(2, 10)).next, Self(), March(2, 18));
  ASSERT_THAT(gone, IsOk());
  EXPECT_TRUE(gone->told[0].event.has_employee_checked_out());
  EXPECT_FALSE(IsAtWork(gone->next, March(2, 18)));
  EXPECT_EQ(ExpiryOf(gone->next), absl::InfiniteFuture());
  EXPECT_THAT(CheckOut(gone->next, Self(), March(2, 18)), StatusIs(Reason::kNotCheckedIn));
  EXPECT_THAT(CheckOut(Designer("e1"), Self(), March(2, 18)), StatusIs(Reason::kNotCheckedIn));
}

TEST(CheckOut, HappensByItselfWhenTheShiftEnds) {
  EmployeeStep step{.next = CameIn(March(2, 10)).next, .told = {}};
  ExpireCheckIn(step, March(2, 18, 59));
  EXPECT_TRUE(step.told.empty());
  ExpireCheckIn(step, March(2, 19));
  ASSERT_EQ(step.told.size(), 1U);
  EXPECT_EQ(step.told[0].occurred, March(2, 19));
  EXPECT_THAT(CheckOut(step.next, Self(), March(2, 19)), StatusIs(Reason::kNotCheckedIn));
  const auto next_day = CheckIn(step.next, EmptyRoster(), Self(), March(3, 10));
  EXPECT_EQ(next_day->told.size(), 1U);
  EXPECT_FALSE(next_day->next.presence().has_check_out_time());
}

TEST(CheckIn, AfterAMissedTimerTellsTheOldEndFirst) {
  const auto next_day = CheckIn(CameIn(March(2, 10)).next, EmptyRoster(), Self(), March(3, 10));
  ASSERT_EQ(next_day->told.size(), 2U);
  EXPECT_TRUE(next_day->told[0].event.has_employee_checked_out());
  EXPECT_TRUE(next_day->told[1].event.has_employee_checked_in());
}

TEST(DropOut, OfADismissalIsToldOnce) {
  v1::DropOutRequest request;
  request.set_cause(Out::DISMISSED);
  const auto out = DropOut(Designer("e1"), request, "t1", March(2, 10));
  ASSERT_THAT(out, IsOk());
  EXPECT_EQ(out->next.state(), v1::Employee::DISMISSED);
  ASSERT_EQ(out->told.size(), 1U);
  EXPECT_FALSE(out->told[0].event.employee_dropped_out().has_end_time());
  EXPECT_TRUE(Dismiss(out->next, March(2, 11)).told.empty());
}

TEST(DropOut, OfAnIllnessIsToldAtItsStartOnce) {
  auto out = DropOut(Designer("e1"), Absence(Out::SICK, March(3, 10), March(5, 0)), "t1", March(2, 10));
  ASSERT_THAT(out, IsOk());
  EXPECT_EQ(NextDropOut(out->next), March(3, 10));
  TellDropOuts(*out, March(3, 9, 59));
  EXPECT_TRUE(out->told.empty());
  TellDropOuts(*out, March(3, 10, 1));
  TellDropOuts(*out, March(3, 10, 2));
  ASSERT_EQ(out->told.size(), 1U);
  EXPECT_EQ(out->told[0].occurred, March(3, 10));
  EXPECT_EQ(out->told[0].event.employee_dropped_out().cause(), Out::SICK);
  EXPECT_EQ(FromTimestamp(out->told[0].event.employee_dropped_out().end_time()), March(5, 0));
  EXPECT_EQ(NextDropOut(out->next), absl::InfiniteFuture());
}

TEST(DropOut, StartsNowUnlessItIsSaid) {
  v1::DropOutRequest request = Absence(Out::VACATION, {}, March(9, 0));
  request.clear_start_time();
  auto out = DropOut(Designer("e1"), request, "t1", March(2, 10));
  ASSERT_THAT(out, IsOk());
  TellDropOuts(*out, March(2, 10));
  EXPECT_EQ(out->told.size(), 1U);
  EXPECT_EQ(out->next.time_offs(0).kind(), v1::TimeOff::VACATION);
}

TEST(DropOut, OfADayOffOrOfWhatIsOverIsNotTold) {
  v1::CreateTimeOffRequest request;
  *request.mutable_time_off()->mutable_start_time() = ToTimestamp(March(2, 0));
  *request.mutable_time_off()->mutable_end_time() = ToTimestamp(March(4, 0));
  EmployeeStep day_off{.next = *WithTimeOff(Designer("e1"), request, "t1"), .told = {}};
  EXPECT_EQ(NextDropOut(day_off.next), absl::InfiniteFuture());
  request.mutable_time_off()->set_kind(v1::TimeOff::SICK);
  EmployeeStep sick{.next = *WithTimeOff(Designer("e1"), request, "t1"), .told = {}};
  TellDropOuts(sick, March(4, 0));
  EXPECT_TRUE(sick.told.empty());
  EXPECT_EQ(NextDropOut(sick.next), absl::InfiniteFuture()) << "or the timer would never rest";
  EXPECT_EQ(NextDropOut(Dismissed(*WithTimeOff(Designer("e1"), request, "t1"))), absl::InfiniteFuture());
}

TEST(DropOut, RefusesTimesThatDoNotGoWithTheCause) {
  const auto drop = [](const v1::DropOutRequest& request) {
    return DropOut(Designer("e1"), request, "t1", March(2, 10));
  };
  EXPECT_THAT(drop({}), StatusIs(Reason::kFieldInvalid));
  EXPECT_THAT(drop(Absence(Out::DISMISSED, March(3, 0), March(4, 0))), StatusIs(Reason::kFieldInvalid));
  EXPECT_THAT(drop(Absence(Out::SICK, March(4, 0), March(3, 0))), StatusIs(Reason::kFieldInvalid));
  EXPECT_THAT(drop(Absence(Out::SICK, March(1, 0), March(2, 0))), StatusIs(Reason::kFieldInvalid)) << "over already";
  v1::DropOutRequest endless = Absence(Out::VACATION, March(3, 0), March(4, 0));
  endless.clear_end_time();
  EXPECT_THAT(drop(endless), StatusIs(Reason::kFieldInvalid));
}

}  // namespace
}  // namespace zamer::scheduling
