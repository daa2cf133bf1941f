#include "services/contract/domain/lead_meetings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/status_matchers.h"
#include "tests/unit/contract/domain/builders.h"

namespace zamer::contract {
namespace {

using ::testing::ElementsAre;
using testing::IsOk;
using testing::StatusIs;

v1::HeldMeeting Meeting(std::string id, int day) {
  v1::HeldMeeting held;
  held.set_meeting(std::move(id));
  *held.mutable_start_time() = ToTimestamp(TestNow() + absl::Hours(24 * day));
  *held.mutable_end_time() = ToTimestamp(TestNow() + absl::Hours(24 * day + 1));
  return held;
}

std::vector<std::string> IdsOf(const v1::LeadMeetings& meetings) {
  std::vector<std::string> ids;
  for (const v1::HeldMeeting& held : meetings.held()) ids.push_back(held.meeting());
  return ids;
}

TEST(AddHeld, KeepsTheOrderOfTheirEnds) {
  v1::LeadMeetings meetings;
  AddHeld(meetings, Meeting("b", 2));
  AddHeld(meetings, Meeting("c", 3));
  AddHeld(meetings, Meeting("a", 1));
  EXPECT_THAT(IdsOf(meetings), ElementsAre("a", "b", "c"));
}

TEST(AddHeld, OfAKnownMeetingTakesItsNewTimes) {
  v1::LeadMeetings meetings;
  AddHeld(meetings, Meeting("a", 1));
  AddHeld(meetings, Meeting("b", 2));
  AddHeld(meetings, Meeting("a", 3));
  EXPECT_THAT(IdsOf(meetings), ElementsAre("b", "a"));
}

TEST(AddHeld, KeepsTheEarliestOfTooMany) {
  v1::LeadMeetings meetings;
  for (int i = kMostHeldMeetings + 5; i > 0; --i) AddHeld(meetings, Meeting(absl::StrCat("m", i), i));
  EXPECT_EQ(meetings.held_size(), kMostHeldMeetings);
  EXPECT_EQ(meetings.held(0).meeting(), "m1");
}

TEST(MergeInto, MovesMeetingsAndLeavesAPointer) {
  v1::LeadMeetings survivor, merged;
  AddHeld(survivor, Meeting("b", 2));
  AddHeld(merged, Meeting("a", 1));
  merged.add_merged("older");
  ASSERT_THAT(MergeInto("s", survivor, "m", merged), IsOk());
  EXPECT_THAT(IdsOf(survivor), ElementsAre("a", "b"));
  EXPECT_THAT(survivor.merged(), ElementsAre("m", "older"));
  EXPECT_EQ(merged.merged_into(), "s");
  EXPECT_TRUE(merged.held().empty());
}

TEST(MergeInto, AgainChangesNothing) {
  v1::LeadMeetings survivor, merged;
  ASSERT_THAT(MergeInto("s", survivor, "m", merged), IsOk());
  ASSERT_THAT(MergeInto("s", survivor, "m", merged), IsOk());
  EXPECT_THAT(survivor.merged(), ElementsAre("m"));
}

TEST(MergeInto, ItselfIsRefused) {
  v1::LeadMeetings survivor, merged;
  EXPECT_THAT(MergeInto("s", survivor, "s", merged), StatusIs(Reason::kMergeCycle));
}

TEST(TakeOut, GivesTheLeadItsMeetingsAndWhatWasMergedIntoIt) {
  v1::LeadMeetings survivor, merged;
  AddHeld(survivor, Meeting("b", 2));
  AddHeld(merged, Meeting("a", 1));
  merged.add_merged("older");
  ASSERT_THAT(MergeInto("s", survivor, "m", merged), IsOk());
  survivor.add_merged("another");
  lead::v1::LeadUnmerged unmerged;
  unmerged.add_absorbed("older");
  unmerged.add_meetings("a");
  TakeOut("m", merged, unmerged, survivor);
  EXPECT_THAT(IdsOf(survivor), ElementsAre("b"));
  EXPECT_THAT(survivor.merged(), ElementsAre("another"));
  EXPECT_THAT(IdsOf(merged), ElementsAre("a"));
  EXPECT_THAT(merged.merged(), ElementsAre("older"));
  EXPECT_EQ(merged.merged_into(), "");
}

TEST(TermsOf, FillsInTheDocumentedDefaults) {
  scheduling::v1::Department department;
  department.set_currency_code("KZT");
  const v1::DepartmentTerms terms = TermsOf(department, 7);
  EXPECT_EQ(terms.version(), 7);
  EXPECT_EQ(terms.currency_code(), "KZT");
  EXPECT_EQ(terms.first_touch_hours(), 24);
  EXPECT_EQ(terms.designer_discount_limit_bps(), 1000);
  EXPECT_EQ(terms.prepaid_share_bps(), 5000);
}

TEST(TermsOf, KeepsAZeroThatIsSet) {
  scheduling::v1::Department department;
  department.mutable_settings()->set_first_touch_hours(0);
  department.mutable_settings()->set_designer_discount_limit_bps(0);
  department.mutable_settings()->set_prepaid_share_bps(0);
  const v1::DepartmentTerms terms = TermsOf(department, 1);
  EXPECT_EQ(terms.first_touch_hours(), 0);
  EXPECT_EQ(terms.designer_discount_limit_bps(), 0);
  EXPECT_EQ(terms.prepaid_share_bps(), 0);
}

}  // namespace
}  // namespace zamer::contract
