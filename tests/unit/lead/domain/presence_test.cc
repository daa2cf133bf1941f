#include "services/lead/domain/presence.h"

#include <gtest/gtest.h>

#include "tests/unit/lead/domain/builders.h"

namespace zamer::lead {
namespace {

// Anna, at work from 10 to 19 by her shifts of Monday the 2nd, who checked in and out as told.
scheduling::v1::EmployeeChanged Present(const std::string& check_in, const std::string& check_out = {},
                                        const std::string& expire = "2026-03-02 23:00") {
  scheduling::v1::EmployeeChanged employee = LeadManager(kAnna);
  scheduling::v1::Presence& presence = *employee.mutable_presence();
  *presence.mutable_check_in_time() = ToTimestamp(Moscow(check_in));
  *presence.mutable_expire_time() = ToTimestamp(Moscow(expire));
  if (!check_out.empty()) *presence.mutable_check_out_time() = ToTimestamp(Moscow(check_out));
  return employee;
}

void AddAbsence(scheduling::v1::EmployeeChanged& employee, const std::string& start, const std::string& end) {
  scheduling::v1::TimeOff& off = *employee.add_time_offs();
  *off.mutable_start_time() = ToTimestamp(Moscow(start));
  *off.mutable_end_time() = ToTimestamp(Moscow(end));
}

bool AtWork(const scheduling::v1::EmployeeChanged& employee, const std::string& at, bool must_check_in = false) {
  v1::RosterRecord record = RosterOf({employee});
  record.mutable_department()->mutable_settings()->set_require_check_in(must_check_in);
  return !Roster(record, Now()).OnShift(Moscow(at), "").empty();
}

TEST(Presence, OfWhoCheckedInHoldsOutsideOfHisShifts) {
  const auto anna = Present("2026-03-02 19:30");
  EXPECT_TRUE(AtWork(anna, "2026-03-02 20:00"));
  EXPECT_FALSE(AtWork(anna, "2026-03-02 23:00")) << "the check-in ran out";
  EXPECT_TRUE(AtWork(anna, "2026-03-03 12:00")) << "then the shifts say so again";
}

TEST(Presence, EndsWithACheckOutUntilTheNextShift) {
  const auto anna = Present("2026-03-02 10:00", "2026-03-02 13:00");
  EXPECT_TRUE(AtWork(anna, "2026-03-02 12:59"));
  EXPECT_FALSE(AtWork(anna, "2026-03-02 13:00"));
  EXPECT_FALSE(AtWork(anna, "2026-03-02 18:59"));
  EXPECT_TRUE(AtWork(anna, "2026-03-03 10:00"));
}

TEST(Presence, IsNotEndedByACheckOutBeforeTheShift) {
  EXPECT_TRUE(AtWork(Present("2026-03-02 07:00", "2026-03-02 09:00"), "2026-03-02 10:00"));
}

TEST(Presence, IsAskedForWhereTheDepartmentWantsCheckIns) {
  EXPECT_FALSE(AtWork(LeadManager(kAnna), "2026-03-02 12:00", true));
  EXPECT_TRUE(AtWork(Present("2026-03-02 10:00"), "2026-03-02 12:00", true));
  EXPECT_FALSE(AtWork(Present("2026-03-02 10:00"), "2026-03-03 12:00", true)) << "yesterday's check-in";
  EXPECT_FALSE(AtWork(Present("2026-03-02 10:00", "2026-03-02 11:00"), "2026-03-02 12:00", true));
}

TEST(Presence, EndsWithAnAbsenceThatBeginsAfterTheCheckIn) {
  auto anna = Present("2026-03-02 10:00");
  AddAbsence(anna, "2026-03-02 14:00", "2026-03-05 00:00");
  EXPECT_TRUE(AtWork(anna, "2026-03-02 13:00"));
  EXPECT_FALSE(AtWork(anna, "2026-03-02 14:00"));
  auto back = Present("2026-03-02 15:00");
  AddAbsence(back, "2026-03-02 14:00", "2026-03-05 00:00");
  EXPECT_TRUE(AtWork(back, "2026-03-02 15:00")) << "he came in all the same";
}

TEST(Presence, DoesNotChangeStaffedTime) {
  const Roster roster(RosterOf({Present("2026-03-02 10:00", "2026-03-02 13:00")}), Now());
  EXPECT_EQ(roster.Staffed(Moscow("2026-03-02 00:00"), Moscow("2026-03-03 00:00")), absl::Hours(9));
}

}  // namespace
}  // namespace zamer::lead
