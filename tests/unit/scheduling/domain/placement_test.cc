#include "services/scheduling/domain/placement.h"

#include <gtest/gtest.h>

#include "desk.h"
#include "services/common/time/timestamps.h"
#include "services/scheduling/domain/roster.h"
#include "tests/support/status_matchers.h"

namespace zamer::scheduling {
namespace {

using testing::IsOk;
using testing::StatusIs;

v1::Meeting Online(absl::Time start, const std::string& designer = "e1", const std::string& lead = "l1") {
  return Asked(v1::Meeting::ONLINE, start, designer, lead);
}

TEST(ABooking, TakesTheUsualLengthOfItsKind) {
  Desk desk(RosterOf({"e1", "e2", "e3"}));
  EXPECT_EQ(FromTimestamp(desk.Book(Asked(v1::Meeting::ON_SITE, March(3, 12), "e1"))->end_time()), March(3, 14));
  EXPECT_EQ(FromTimestamp(desk.Book(Asked(v1::Meeting::SHOWROOM, March(3, 12), "e2"))->end_time()), March(3, 13, 30));
  EXPECT_EQ(FromTimestamp(desk.Book(Asked(v1::Meeting::ONLINE, March(3, 12), "e3"))->end_time()), March(3, 13));
}

TEST(ABooking, IsRefusedWhereAnotherMeetingIs) {
  Desk desk(RosterOf({"e1"}));
  ASSERT_THAT(desk.Book(Online(March(3, 12))), IsOk());
  EXPECT_THAT(desk.Book(Online(March(3, 12, 30), "e1", "l2")), StatusIs(Reason::kSlotTaken));
  EXPECT_THAT(desk.Book(Online(March(3, 13), "e1", "l2")), IsOk());
}

TEST(ABooking, IsRefusedOutsideTheShift) {
  Desk desk(RosterOf({"e1"}));
  EXPECT_THAT(desk.Book(Online(March(3, 9, 30))), StatusIs(Reason::kEmployeeAbsent));
  EXPECT_THAT(desk.Book(Online(March(3, 18, 30))), StatusIs(Reason::kEmployeeAbsent));
  EXPECT_THAT(desk.Book(Online(March(3, 18, 30), "")), StatusIs(Reason::kSlotNotOffered));
  EXPECT_THAT(desk.Book(Online(March(3, 18))), IsOk());
}

TEST(ABooking, MayCrossMidnightWhereTheShiftDoes) {
  v1::Roster roster = EmptyRoster();
  v1::Employee night = Designer("e1");
  for (v1::WeeklyShift& shift : *night.mutable_weekly_shifts()) {
    shift.set_start_minute(22 * 60);
    shift.set_end_minute(26 * 60);
  }
  CopyTo(roster, night);
  Desk desk(roster);
  EXPECT_THAT(desk.Book(Online(March(3, 23, 30))), IsOk());
  EXPECT_THAT(desk.Book(Online(March(4, 0), "e1", "l2")), StatusIs(Reason::kSlotTaken));
  EXPECT_THAT(desk.Book(Online(March(4, 0, 30), "e1", "l2")), IsOk());
  EXPECT_THAT(desk.Book(Online(March(4, 1, 30), "e1", "l3")), StatusIs(Reason::kEmployeeAbsent));
}

TEST(ABooking, IsRefusedDuringTimeOff) {
  v1::Employee away = Designer("e1");
  v1::TimeOff& off = *away.add_time_offs();
  *off.mutable_start_time() = ToTimestamp(March(3, 0));
  *off.mutable_end_time() = ToTimestamp(March(4, 0));
  v1::Roster roster = EmptyRoster();
  CopyTo(roster, away);
  Desk desk(roster);
  EXPECT_THAT(desk.Book(Online(March(3, 12))), StatusIs(Reason::kEmployeeAbsent));
  EXPECT_THAT(desk.Book(Online(March(4, 12))), IsOk());
}

TEST(ABooking, NeedsNoticeAndStaysWithinTheHorizon) {
  Desk desk(RosterOf({"e1"}));
  EXPECT_THAT(desk.Book(Online(March(2, 11, 59))), StatusIs(Reason::kSlotNotOffered));
  EXPECT_THAT(desk.Book(Online(March(2, 12))), IsOk());
  EXPECT_THAT(desk.Book(Online(Monday10() + absl::Hours(30 * 24))), StatusIs(Reason::kSlotNotOffered));
  EXPECT_THAT(desk.Book(Online(Monday10() + absl::Hours(29 * 24))), IsOk());
}

TEST(ABooking, GoesOnlyToDesignersWhoServeTheCity) {
  v1::Roster roster = EmptyRoster();
  v1::Employee local = Designer("e1");
  local.add_cities("Perm");
  CopyTo(roster, local);
  Desk desk(roster);
  v1::Meeting asked = Online(March(3, 12), "");
  asked.set_city("Omsk");
  EXPECT_THAT(desk.Book(asked), StatusIs(Reason::kNoDesignerFree));
  asked.set_city("Perm");
  EXPECT_THAT(desk.Book(asked), IsOk());
}

TEST(ABooking, IsRefusedOnADayThatIsFull) {
  v1::Roster roster = RosterOf({"e1"});
  roster.mutable_settings()->set_designer_daily_maximum(2);
  Desk desk(roster);
  ASSERT_THAT(desk.Book(Online(March(3, 10))), IsOk());
  ASSERT_THAT(desk.Book(Online(March(3, 12))), IsOk());
  EXPECT_THAT(desk.Book(Online(March(3, 15))), StatusIs(Reason::kSlotTaken));
  EXPECT_THAT(desk.Book(Online(March(4, 15))), IsOk());
}

TEST(APoolBooking, GoesToWhoHasTheFewestMeetingsThatWeekThenById) {
  Desk desk(RosterOf({"a", "b"}));
  EXPECT_EQ(desk.Book(Online(March(3, 12), ""))->designer(), "departments/d1/employees/a");
  EXPECT_EQ(desk.Book(Online(March(4, 12), ""))->designer(), "departments/d1/employees/b");
  EXPECT_EQ(desk.Book(Online(March(5, 12), ""))->designer(), "departments/d1/employees/a");
  // Another week: everybody starts anew.
  EXPECT_EQ(desk.Book(Online(March(10, 12), ""))->designer(), "departments/d1/employees/a");
}

TEST(APoolBooking, GivesWhoHasTwiceTheWeightTwiceTheMeetings) {
  v1::Roster roster = EmptyRoster();
  v1::Employee strong = Designer("b");
  strong.set_turn_weight(200);
  CopyTo(roster, strong);
  CopyTo(roster, Designer("a"));
  Desk desk(roster);
  int strong_has = 0;
  for (int day = 3; day <= 5; ++day) {
    for (int hour = 10; hour <= 12; hour += 2) {
      strong_has += desk.Book(Online(March(day, hour), ""))->designer().ends_with("/b");
    }
  }
  EXPECT_EQ(strong_has, 4);
}

TEST(APoolBooking, SucceedsAsOftenAsThereAreDesigners) {
  Desk desk(RosterOf({"a", "b", "c"}));
  int booked = 0;
  for (int i = 0; i < 10; ++i) booked += desk.Book(Online(March(3, 12), "", "l" + std::to_string(i))).ok();
  EXPECT_EQ(booked, 3);
}

TEST(AHold, BlocksOthersButNotItsOwnLead) {
  Desk desk(RosterOf({"e1"}));
  const auto hold = desk.Hold(Online(March(3, 12)));
  ASSERT_THAT(hold, IsOk());
  EXPECT_THAT(desk.Book(Online(March(3, 12), "e1", "l2")), StatusIs(Reason::kSlotTaken));
  EXPECT_THAT(desk.BookHeld(hold->name()), IsOk());
}

TEST(AHold, FreesItsTimeTheMomentItRunsOut) {
  Desk desk(RosterOf({"e1"}));
  const auto hold = desk.Hold(Online(March(3, 12)));
  desk.now += absl::Minutes(10);
  EXPECT_THAT(desk.BookHeld(hold->name()), StatusIs(Reason::kHoldExpired));
  EXPECT_THAT(desk.Book(Online(March(3, 12), "e1", "l2")), IsOk());
}

TEST(AHold, EndsWhenItsLeadBooksTheSameTimeDirectly) {
  Desk desk(RosterOf({"e1"}));
  const auto hold = desk.Hold(Online(March(3, 12)));
  ASSERT_THAT(desk.Book(Online(March(3, 12))), IsOk());
  EXPECT_EQ(desk.meetings.at(hold->name()).state(), v1::Meeting::EXPIRED);
}

TEST(AHold, StaysWhenItsLeadHoldsAnotherTimeToo) {
  Desk desk(RosterOf({"e1"}));
  const auto first = desk.Hold(Online(March(3, 12)));
  const auto second = desk.Hold(Online(March(3, 16)));
  const auto third = desk.Hold(Online(March(3, 16, 30)));
  ASSERT_THAT(third, IsOk());
  EXPECT_EQ(desk.meetings.at(first->name()).state(), v1::Meeting::HOLD);
  EXPECT_EQ(desk.meetings.at(second->name()).state(), v1::Meeting::EXPIRED);
}

TEST(ACancellation, FreesTheTravelToo) {
  Desk desk(RosterOf({"e1"}));
  const auto on_site = desk.Book(Asked(v1::Meeting::ON_SITE, March(3, 12), "e1"));
  EXPECT_THAT(desk.Book(Online(March(3, 14), "e1", "l2")), StatusIs(Reason::kSlotTaken));
  ASSERT_THAT(desk.CallOff(on_site->name()), IsOk());
  EXPECT_THAT(desk.Book(Online(March(3, 14), "e1", "l2")), IsOk());
}

TEST(AMove, MayOverlapItsOwnOldTimeAndFreesTheRestOfIt) {
  Desk desk(RosterOf({"e1"}));
  const auto old = desk.Book(Online(March(3, 12)));
  const auto moved = desk.Move(old->name(), March(3, 12, 30));
  ASSERT_THAT(moved, IsOk());
  EXPECT_EQ(moved->designer(), old->designer());
  EXPECT_THAT(desk.Book(Online(March(3, 11, 30), "e1", "l2")), IsOk());
}

TEST(AMove, ThatIsRefusedLeavesTheOldMeetingWhereItIs) {
  Desk desk(RosterOf({"e1"}));
  const auto old = desk.Book(Online(March(3, 12)));
  ASSERT_THAT(desk.Book(Online(March(3, 15), "e1", "l2")), IsOk());
  EXPECT_THAT(desk.Move(old->name(), March(3, 15)), StatusIs(Reason::kSlotTaken));
  EXPECT_EQ(desk.meetings.at(old->name()).state(), v1::Meeting::BOOKED);
  EXPECT_THAT(desk.Book(Online(March(3, 12), "e1", "l3")), StatusIs(Reason::kSlotTaken));
}

}  // namespace
}  // namespace zamer::scheduling
