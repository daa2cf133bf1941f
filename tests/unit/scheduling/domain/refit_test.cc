// Meetings that no longer fit their designer's time.
#include "services/scheduling/domain/refit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "desk.h"
#include "services/common/names/names.h"
#include "services/common/time/timestamps.h"
#include "services/scheduling/domain/employee.h"
#include "services/scheduling/domain/roster.h"
#include "tests/support/status_matchers.h"

namespace zamer::scheduling {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::IsOk;

v1::Employee Off(v1::Employee employee, absl::Time start, absl::Time end) {
  v1::TimeOff& off = *employee.add_time_offs();
  off.set_kind(v1::TimeOff::SICK);
  *off.mutable_start_time() = ToTimestamp(start);
  *off.mutable_end_time() = ToTimestamp(end);
  return employee;
}

// A roster with e1 to e3, changed by `change`.
template <class Change>
std::vector<std::string> RefitAfter(Change change) {
  const v1::Roster before = RosterOf({"e1", "e2", "e3"});
  v1::Roster after = before;
  change(after);
  return DesignersToRefit(before, after);
}

TEST(DesignersToRefit, AreThoseWhoseTimeIsAnother) {
  EXPECT_THAT(RefitAfter([](v1::Roster&) {}), IsEmpty());
  EXPECT_THAT(RefitAfter([](v1::Roster& roster) { CopyTo(roster, Dismissed(Designer("e2"))); }), ElementsAre("e2"));
  EXPECT_THAT(RefitAfter([](v1::Roster& roster) { CopyTo(roster, Off(Designer("e3"), March(4, 0), March(6, 0))); }),
              ElementsAre("e3"));
  EXPECT_THAT(RefitAfter([](v1::Roster& roster) { CopyTo(roster, Designer("e4")); }), IsEmpty()) << "has no meetings";
  EXPECT_THAT(RefitAfter([](v1::Roster& roster) {
                v1::Employee employee = Designer("e1");
                employee.add_cities("Tver");
                employee.set_turn_weight(50);
                CopyTo(roster, employee);
              }),
              IsEmpty());
  EXPECT_THAT(RefitAfter([](v1::Roster& roster) { roster.add_calendar_days()->set_kind(v1::CalendarDay::DAY_OFF); }),
              ElementsAre("e1", "e2", "e3"));
}

class RefitTest : public ::testing::Test {
 protected:
  // Takes e1 out for the 4th.
  void TakeOut() { CopyTo(desk_.roster, Off(Designer("e1"), March(4, 0), March(5, 0))); }
  bool Unfit(const v1::Meeting& meeting) { return NoLongerFits(meeting, desk_.roster, desk_.rules, desk_.now).value(); }
  absl::StatusOr<Move> MoveIt(const v1::Meeting& meeting) {
    return MoveToAnother(meeting, "departments/d1/meetings/new", desk_.roster, desk_.rules, desk_.Weeks(), desk_.now);
  }

  Desk desk_{RosterOf({"e1", "e2", "e3"})};
};

TEST_F(RefitTest, AMeetingFitsWhileItsDesignerWorks) {
  const v1::Meeting meeting = desk_.Book(Asked(v1::Meeting::ONLINE, March(4, 12), "e1")).value();
  const v1::Meeting other_day = desk_.Book(Asked(v1::Meeting::ONLINE, March(5, 12), "e1")).value();
  EXPECT_FALSE(Unfit(meeting));
  TakeOut();
  EXPECT_TRUE(Unfit(meeting));
  EXPECT_FALSE(Unfit(other_day));
  CopyTo(desk_.roster, Dismissed(Designer("e1")));
  EXPECT_TRUE(Unfit(other_day));
}

TEST_F(RefitTest, OnlyAgreedMeetingsAheadAreLookedAt) {
  const v1::Meeting held = desk_.Hold(Asked(v1::Meeting::ONLINE, March(4, 12), "e1")).value();
  v1::Meeting meeting = desk_.Book(Asked(v1::Meeting::ONLINE, March(4, 15), "e1")).value();
  TakeOut();
  EXPECT_FALSE(Unfit(held));
  EXPECT_TRUE(Unfit(meeting));
  desk_.now = March(4, 15);
  EXPECT_FALSE(Unfit(meeting)) << "its time has come";
  desk_.now = March(4, 10);
  meeting.set_state(v1::Meeting::CANCELLED);
  EXPECT_FALSE(Unfit(meeting));
}

TEST_F(RefitTest, TheNextInTurnTakesItAtTheSameTimeAndTheCreditStays) {
  const v1::Meeting meeting = desk_.Book(Asked(v1::Meeting::ONLINE, March(4, 12), "e1")).value();
  ASSERT_THAT(desk_.Book(Asked(v1::Meeting::ONLINE, March(5, 12), "e2", "l2")), IsOk());
  TakeOut();
  desk_.now = March(3, 9);
  const auto move = MoveIt(meeting);
  ASSERT_THAT(move, IsOk());
  const v1::Meeting& to = move->to.next;
  EXPECT_EQ(LastSegment(to.designer()), "e3") << "e2 has a meeting that week";
  EXPECT_EQ(to.booked_by(), meeting.booked_by());
  EXPECT_EQ(to.moved_from(), meeting.name());
  EXPECT_EQ(to.start_time().seconds(), meeting.start_time().seconds());
  EXPECT_EQ(to.end_time().seconds(), meeting.end_time().seconds());
  EXPECT_EQ(to.state(), v1::Meeting::BOOKED);
  EXPECT_EQ(move->from.next.state(), v1::Meeting::RESCHEDULED);
  EXPECT_EQ(move->from.event.meeting_rescheduled().moved_to(), to.name());
  EXPECT_EQ(move->to.event.meeting_booked().meeting().booked_by(), meeting.booked_by());
}

TEST_F(RefitTest, TravelKeepsWhoIsTooFarAway) {
  const v1::Meeting meeting = desk_.Book(Asked(v1::Meeting::ON_SITE, March(4, 12), "e1")).value();
  ASSERT_THAT(desk_.Book(Asked(v1::Meeting::ON_SITE, March(4, 14, 15), "e3", "l2")), IsOk());
  ASSERT_THAT(desk_.Book(Asked(v1::Meeting::ON_SITE, March(4, 16), "e2", "l3")), IsOk());
  ASSERT_THAT(desk_.Book(Asked(v1::Meeting::ON_SITE, March(5, 16), "e2", "l4")), IsOk());
  TakeOut();
  EXPECT_EQ(LastSegment(MoveIt(meeting)->to.next.designer()), "e2") << "less than the travel lies between those of e3";
}

TEST_F(RefitTest, NobodyServesTheCityOrEverybodyIsBooked) {
  v1::Meeting asked = Asked(v1::Meeting::ONLINE, March(4, 12), "e1");
  asked.set_city("Tver");
  const v1::Meeting meeting = desk_.Book(asked).value();
  for (const char* id : {"e2", "e3"}) {
    v1::Employee elsewhere = Designer(id);
    elsewhere.add_cities("Omsk");
    CopyTo(desk_.roster, elsewhere);
  }
  TakeOut();
  EXPECT_TRUE(IsNobodyFree(MoveIt(meeting).status()));

  CopyTo(desk_.roster, Designer("e2"));
  ASSERT_THAT(desk_.Book(Asked(v1::Meeting::ONLINE, March(4, 12), "e2", "l2")), IsOk());
  EXPECT_TRUE(IsNobodyFree(MoveIt(meeting).status()));
  EXPECT_FALSE(IsNobodyFree(absl::OkStatus()));
  const Step stranded = Strand(meeting, desk_.now);
  EXPECT_EQ(stranded.event.meeting_stranded().meeting().lead(), meeting.lead());
  EXPECT_EQ(stranded.next.state(), v1::Meeting::BOOKED);
}

TEST(RefitRecord, RemembersWhatWasToldUntilItIsOver) {
  v1::Meeting meeting = Asked(v1::Meeting::ONLINE, March(4, 12), "e1");
  meeting.set_name("departments/d1/meetings/m1");
  v1::RefitRecord record = RefitFrom({}, March(3, 10));
  EXPECT_EQ(TimerOf(record), March(3, 10));
  NoteStranded(record, meeting);
  record.set_page_token("next");
  record = RefitFrom(record, March(3, 11));
  EXPECT_TRUE(IsStranded(record, "m1"));
  EXPECT_TRUE(record.page_token().empty());
  ForgetStranded(record, "m2");
  EXPECT_TRUE(IsStranded(record, "m1"));
  EXPECT_FALSE(IsStranded(RefitFrom(record, March(4, 12)), "m1"));
  ForgetStranded(record, "m1");
  EXPECT_FALSE(IsStranded(record, "m1"));
}

}  // namespace
}  // namespace zamer::scheduling
