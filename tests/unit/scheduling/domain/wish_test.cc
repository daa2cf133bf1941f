#include "services/scheduling/domain/wish.h"

#include <gtest/gtest.h>

#include "desk.h"
#include "services/common/time/timestamps.h"
#include "tests/support/status_matchers.h"

namespace zamer::scheduling {
namespace {

using testing::IsOk;
using testing::StatusIs;

v1::Meeting Good() { return Asked(v1::Meeting::ONLINE, March(3, 12), "e1"); }

TEST(CheckedMeeting, KeepsOnlyWhatCallersMaySet) {
  v1::Meeting asked = Good();
  asked.set_state(v1::Meeting::HELD);
  asked.set_booked_by("departments/d1/employees/thief");
  asked.set_move_count(7);
  asked.set_name("departments/d1/meetings/mine");
  const auto meeting = CheckedMeeting(asked, kParent);
  ASSERT_THAT(meeting, IsOk());
  EXPECT_EQ(meeting->state(), v1::Meeting::STATE_UNSPECIFIED);
  EXPECT_EQ(meeting->booked_by(), "");
  EXPECT_EQ(meeting->move_count(), 0);
  EXPECT_EQ(meeting->name(), "");
}

TEST(CheckedMeeting, RefusesNamesOfAnotherDepartment) {
  v1::Meeting asked = Good();
  asked.set_lead("departments/d2/leads/l1");
  EXPECT_THAT(CheckedMeeting(asked, kParent), StatusIs(Reason::kFieldInvalid));
  asked = Good();
  asked.set_designer("departments/d2/employees/e1");
  EXPECT_THAT(CheckedMeeting(asked, kParent), StatusIs(Reason::kFieldInvalid));
}

TEST(CheckedMeeting, RefusesTimesThatAreNoWholeMinutes) {
  v1::Meeting asked = Good();
  asked.mutable_start_time()->set_nanos(1);
  EXPECT_THAT(CheckedMeeting(asked, kParent), StatusIs(Reason::kFieldInvalid));
  asked = Good();
  *asked.mutable_end_time() = ToTimestamp(March(3, 13) + absl::Seconds(1));
  EXPECT_THAT(CheckedMeeting(asked, kParent), StatusIs(Reason::kFieldInvalid));
}

TEST(CheckedMeeting, RefusesLengthsOutOfRange) {
  for (const auto& [length, ok] :
       {std::pair(absl::Minutes(14), false), std::pair(absl::Minutes(15), true), std::pair(absl::Hours(12), true),
        std::pair(absl::Minutes(721), false), std::pair(-absl::Hours(1), false)}) {
    v1::Meeting asked = Good();
    *asked.mutable_end_time() = ToTimestamp(March(3, 12) + length);
    EXPECT_EQ(CheckedMeeting(asked, kParent).ok(), ok) << length;
  }
}

TEST(CheckedMeeting, RefusesAKindThatThisBuildDoesNotKnow) {
  v1::Meeting asked = Good();
  asked.set_kind(v1::Meeting::KIND_UNSPECIFIED);
  EXPECT_THAT(CheckedMeeting(asked, kParent), StatusIs(Reason::kFieldInvalid));
  asked.set_kind(static_cast<v1::Meeting::Kind>(77));
  EXPECT_THAT(CheckedMeeting(asked, kParent), StatusIs(Reason::kFieldInvalid));
}

}  // namespace
}  // namespace zamer::scheduling
