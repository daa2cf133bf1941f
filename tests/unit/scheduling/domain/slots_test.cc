#include "services/scheduling/domain/slots.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "desk.h"
#include "services/common/time/timestamps.h"
#include "services/common/time/zone.h"
#include "services/scheduling/domain/roster.h"
#include "tests/support/status_matchers.h"

namespace zamer::scheduling {
namespace {

using ::testing::ElementsAre;
using testing::IsOk;
using testing::StatusIs;

v1::SearchSlotsRequest Between(absl::Time start, absl::Time end, v1::Meeting::Kind kind = v1::Meeting::ONLINE) {
  v1::SearchSlotsRequest request;
  request.set_kind(kind);
  *request.mutable_start_time() = ToTimestamp(start);
  *request.mutable_end_time() = ToTimestamp(end);
  return request;
}

std::vector<std::string> Starts(const std::vector<v1::Slot>& slots) {
  std::vector<std::string> starts;
  for (const v1::Slot& slot : slots) {
    starts.push_back(absl::FormatTime("%d %H:%M", FromTimestamp(slot.start_time()), *LoadZone("Europe/Moscow")));
  }
  return starts;
}

TEST(SearchSlots, OffersEveryHalfHourThatFitsIntoTheShift) {
  const Desk desk(RosterOf({"e1"}));
  EXPECT_THAT(Starts(desk.Search(Between(March(3, 0), March(3, 11, 30)))),
              ElementsAre("03 10:00", "03 10:30", "03 11:00"));
  EXPECT_THAT(Starts(desk.Search(Between(March(3, 17), March(4, 10)))),
              ElementsAre("03 17:00", "03 17:30", "03 18:00"));
}

TEST(SearchSlots, SkipsWhatIsBusyWithItsTravel) {
  Desk desk(RosterOf({"e1"}));
  ASSERT_THAT(desk.Book(Asked(v1::Meeting::ON_SITE, March(3, 12), "e1")), IsOk());
  EXPECT_THAT(Starts(desk.Search(Between(March(3, 10), March(3, 15)))),
              ElementsAre("03 10:00", "03 10:30", "03 14:30"));
}

TEST(SearchSlots, RanksByStartAndThenByTurn) {
  Desk desk(RosterOf({"a", "b"}));
  ASSERT_THAT(desk.Book(Asked(v1::Meeting::ONLINE, March(4, 12), "a")), IsOk());
  const auto slots = desk.Search(Between(March(3, 10), March(3, 11)));
  ASSERT_EQ(slots.size(), 4u);
  EXPECT_THAT(Starts(slots), ElementsAre("03 10:00", "03 10:00", "03 10:30", "03 10:30"));
  EXPECT_EQ(slots[0].designer(), "departments/d1/employees/b");
  EXPECT_EQ(slots[1].designer(), "departments/d1/employees/a");
}

TEST(SearchSlots, StartsAfterTheNoticeAndEndsAtTheHorizon) {
  const Desk desk(RosterOf({"e1"}));
  EXPECT_THAT(Starts(desk.Search(Between(March(2, 10), March(2, 13)))), ElementsAre("02 12:00", "02 12:30"));
  EXPECT_TRUE(desk.Search(Between(March(2, 0), March(2, 12))).empty());
  EXPECT_TRUE(desk.Search(Between(March(2, 10) + absl::Hours(30 * 24), March(2, 10) + absl::Hours(40 * 24))).empty());
}

TEST(SearchSlots, OffersNothingOnADayThatIsFull) {
  v1::Roster roster = RosterOf({"e1"});
  roster.mutable_settings()->set_designer_daily_maximum(1);
  Desk desk(roster);
  ASSERT_THAT(desk.Book(Asked(v1::Meeting::ONLINE, March(3, 12), "e1")), IsOk());
  EXPECT_THAT(Starts(desk.Search(Between(March(3, 17), March(4, 10, 30)))), ElementsAre("04 10:00"));
}

TEST(SearchSlots, GivesNoMoreThanAskedFor) {
  const Desk desk(RosterOf({"a", "b"}));
  v1::SearchSlotsRequest request = Between(March(3, 0), March(10, 0));
  request.set_page_size(3);
  EXPECT_EQ(desk.Search(request).size(), 3u);
}

TEST(SearchSlots, DoesNotCountAHoldThatItIsToldToIgnore) {
  Desk desk(RosterOf({"e1"}));
  const auto hold = desk.Hold(Asked(v1::Meeting::ONLINE, March(3, 10), "e1"));
  v1::SearchSlotsRequest request = Between(March(3, 10), March(3, 10, 30));
  EXPECT_TRUE(desk.Search(request).empty());
  request.set_ignore_hold(hold->name());
  EXPECT_EQ(desk.Search(request).size(), 1u);
}

TEST(SearchSlots, FollowsTheLocalClockThroughAClockChange) {
  v1::Roster roster = RosterOf({"e1"});
  roster.set_time_zone("Europe/Berlin");
  Desk desk(roster);
  desk.now = absl::FromCivil(absl::CivilDay(2026, 3, 20), absl::UTCTimeZone());
  const absl::TimeZone berlin = *LoadZone("Europe/Berlin");
  for (const int day : {28, 30}) {  // the clocks change on the 29th
    const absl::Time ten = absl::FromCivil(absl::CivilSecond(2026, 3, day, 10), berlin);
    const auto slots = desk.Search(Between(ten - absl::Hours(2), ten + absl::Minutes(1)));
    ASSERT_EQ(slots.size(), 1u);
    EXPECT_EQ(FromTimestamp(slots[0].start_time()), ten);
  }
}

TEST(QueryOf, RefusesRangesThatAreTooLongOrBackwards) {
  const Rules rules = *Rules::Of(RosterOf({}));
  EXPECT_THAT(QueryOf(Between(March(3, 0), March(3, 0)), rules, Monday10()), StatusIs(Reason::kFieldInvalid));
  EXPECT_THAT(QueryOf(Between(March(1, 0), March(1, 1) + kLongestSearch), rules, Monday10()),
              StatusIs(Reason::kFieldInvalid));
  EXPECT_THAT(QueryOf(Between(March(3, 0), March(4, 0), v1::Meeting::KIND_UNSPECIFIED), rules, Monday10()),
              StatusIs(Reason::kFieldInvalid));
}

TEST(QueryOf, RefusesADesignerOfAnotherDepartment) {
  v1::SearchSlotsRequest request = Between(March(3, 0), March(4, 0));
  request.set_parent(kParent);
  request.set_designer("departments/d2/employees/e1");
  EXPECT_THAT(QueryOf(request, *Rules::Of(RosterOf({"e1"})), Monday10()), StatusIs(Reason::kFieldInvalid));
}

class WhyEmptyIs : public ::testing::Test {
 protected:
  static v1::SearchSlotsResponse::EmptyReason Why(const v1::Roster& roster, v1::SearchSlotsRequest request) {
    const Rules rules = *Rules::Of(roster);
    return *WhyEmpty(*QueryOf(request, rules, Monday10()), roster, rules);
  }
};

TEST_F(WhyEmptyIs, ThatNobodyServesTheCity) {
  v1::Employee local = Designer("e1");
  local.add_cities("Perm");
  v1::Roster roster = EmptyRoster();
  CopyTo(roster, local);
  v1::SearchSlotsRequest request = Between(March(3, 0), March(4, 0));
  request.set_city("Omsk");
  EXPECT_EQ(Why(roster, request), v1::SearchSlotsResponse::NO_DESIGNER_SERVES_CITY);
}

TEST_F(WhyEmptyIs, ThatTheRangeIsTooNearOrTooFar) {
  EXPECT_EQ(Why(RosterOf({"e1"}), Between(March(2, 10), March(2, 11))),
            v1::SearchSlotsResponse::OUTSIDE_BOOKING_WINDOW);
}

TEST_F(WhyEmptyIs, ThatNobodyWorks) {
  EXPECT_EQ(Why(RosterOf({"e1"}), Between(March(3, 0), March(3, 9))), v1::SearchSlotsResponse::NOBODY_WORKS);
}

TEST_F(WhyEmptyIs, ThatEverybodyIsBooked) {
  EXPECT_EQ(Why(RosterOf({"e1"}), Between(March(3, 10), March(3, 12))), v1::SearchSlotsResponse::FULLY_BOOKED);
}

}  // namespace
}  // namespace zamer::scheduling
