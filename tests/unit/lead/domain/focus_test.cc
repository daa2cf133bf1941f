#include "services/lead/domain/focus.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

#include "services/lead/domain/closing.h"
#include "services/lead/domain/contacts.h"
#include "services/lead/domain/follow_ups.h"
#include "services/lead/domain/next_step.h"
#include "services/lead/domain/outcomes.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/lead/domain/builders.h"

namespace zamer::lead {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::IsOk;
using Entry = v1::FocusEntry;

constexpr FocusTimes kTimes = {.confirm_before = absl::Hours(24), .stale_after = absl::Hours(14 * 24)};

Change Owned() {
  Change lead = NewLead();
  Assign(lead, kAnna, v1::LeadAssigned::TURN);
  *lead.lead().mutable_first_response()->mutable_due_time() = ToTimestamp(Now() + absl::Minutes(5));
  SettleNextStep(lead.record, Now(), absl::Minutes(15));
  return lead;
}

void Plan(Change& lead, v1::FollowUp::Kind kind, int hours, const std::string& assignee = {}) {
  v1::FollowUp follow_up;
  follow_up.set_kind(kind);
  follow_up.set_assignee(assignee);
  *follow_up.mutable_due_time() = ToTimestamp(Now() + absl::Hours(hours));
  ASSERT_THAT(ScheduleFollowUp(lead, follow_up, kAnna, "follow_up"), IsOk());
  SettleNextStep(lead.record, Now(), absl::Minutes(15));
}

void Answer(Change& lead) {
  *lead.lead().mutable_first_response()->mutable_attempt_time() = ToTimestamp(Now());
  lead.lead().clear_waiting_since_time();
}

std::vector<Entry::Reason> ReasonsOf(const Change& lead, const std::string& employee = kAnna) {
  std::vector<Entry::Reason> reasons;
  for (const FocusDue& due : FocusOf(lead.record, kTimes)) {
    if (due.employee == employee) reasons.push_back(due.reason);
  }
  return reasons;
}

TEST(Focus, ANewLeadIsToBeAnsweredAtOnceAndIsLateWhenTheTimeForItIsOver) {
  const Change lead = Owned();
  EXPECT_THAT(ReasonsOf(lead), ElementsAre(Entry::ANSWER, Entry::NO_NEXT_STEP, Entry::STALE));
  const auto until = [&](int minutes) {
    return FirstFocus(lead.record, kAnna, Now() + absl::Minutes(minutes), kTimes);
  };
  ASSERT_EQ(until(0)->reason, Entry::ANSWER);
  EXPECT_EQ(until(0)->time, Now() + absl::Minutes(5));
  EXPECT_FALSE(IsLate(*until(0), lead.lead(), Now() + absl::Minutes(5)));
  EXPECT_TRUE(IsLate(*until(0), lead.lead(), Now() + absl::Minutes(6)));
  EXPECT_THAT(ReasonsOf(lead, kBoris), IsEmpty());
}

TEST(Focus, AClientWhoWritesAgainWaitsSinceThen) {
  Change lead = Owned();
  Answer(lead);
  ExpectAnswer(lead.record, Now() + absl::Hours(1));
  EXPECT_EQ(FocusOf(lead.record, kTimes).front().time, Now() + absl::Hours(1));
}

TEST(Focus, FollowUpsAreTheirAssigneesEarliestOfEachKind) {
  Change lead = Owned();
  Answer(lead);
  Plan(lead, v1::FollowUp::CALL_BACK, 9);
  Plan(lead, v1::FollowUp::CALL_BACK, 3);
  Plan(lead, v1::FollowUp::KIND_UNSPECIFIED, 1);
  Plan(lead, v1::FollowUp::KIND_UNSPECIFIED, 2, kBoris);
  EXPECT_THAT(ReasonsOf(lead), ElementsAre(Entry::CALL_BACK, Entry::FOLLOW_UP, Entry::STALE));
  EXPECT_EQ(FocusOf(lead.record, kTimes).front().follow_up_id, "f2");
  EXPECT_EQ(FocusOf(lead.record, kTimes).front().time, Now() + absl::Hours(3));
  EXPECT_THAT(ReasonsOf(lead, kBoris), ElementsAre(Entry::FOLLOW_UP));
}

TEST(Focus, AMeetingIsToBeConfirmedADayBefore) {
  Change lead = Owned();
  Answer(lead);
  ASSERT_THAT(MeetingBooked(lead, "departments/d1/meetings/m1", Now(), Now() + absl::Hours(30)), IsOk());
  SettleNextStep(lead.record, Now(), absl::Minutes(15));
  EXPECT_THAT(ReasonsOf(lead), ElementsAre(Entry::CONFIRM_MEETING));
  const FocusDue due = FocusOf(lead.record, kTimes).front();
  EXPECT_EQ(due.time, Now() + absl::Hours(6));
  EXPECT_FALSE(IsLate(due, lead.lead(), Now() + absl::Hours(29)));
  EXPECT_TRUE(IsLate(due, lead.lead(), Now() + absl::Hours(30)));
  ASSERT_THAT(MeetingConfirmed(lead, "departments/d1/meetings/m1"), IsOk());
  EXPECT_THAT(ReasonsOf(lead), IsEmpty());
}

TEST(Focus, NothingIsToDoOnClosedLeadsNorForWhoMayNotBeContacted) {
  Change closed = Owned();
  ASSERT_THAT(Lose(closed, "price"), IsOk());
  EXPECT_THAT(FocusOf(closed.record, kTimes), IsEmpty());
  Change silent = Owned();
  silent.lead().set_do_not_contact(true);
  EXPECT_THAT(FocusOf(silent.record, kTimes), IsEmpty());
}

TEST(Focus, ALeadThatIsPutOffHasItsFollowUpsOnly) {
  Change lead = Owned();
  Plan(lead, v1::FollowUp::KIND_UNSPECIFIED, 1);
  lead.lead().set_state(v1::Lead::NURTURING);
  EXPECT_THAT(ReasonsOf(lead), ElementsAre(Entry::FOLLOW_UP));
}

TEST(Focus, ALeadIsStaleTwoWeeksAfterTheLastAttempt) {
  Change lead = Owned();
  EXPECT_EQ(FocusOf(lead.record, kTimes).back().time, Now() + absl::Hours(14 * 24));
  *lead.lead().mutable_last_attempt_time() = ToTimestamp(Now() + absl::Hours(5));
  EXPECT_EQ(FocusOf(lead.record, kTimes).back().time, Now() + absl::Hours(14 * 24 + 5));
}

TEST(Focus, IsKeptByTheRecordsOwnTimesAndReadByWhatTheDepartmentSettled) {
  Change lead = Owned();
  ASSERT_THAT(MeetingBooked(lead, "departments/d1/meetings/m1", Now(), Now() + absl::Hours(30)), IsOk());
  Change stale = Owned();
  for (const Change& one : {lead, stale}) {
    const std::vector<FocusDue> kept = FocusOf(one.record, FocusTimes());
    const std::vector<FocusDue> read = FocusOf(one.record, kTimes);
    ASSERT_EQ(kept.size(), read.size());
    for (std::size_t i = 0; i < kept.size(); ++i) {
      EXPECT_EQ(kept[i].reason, read[i].reason);
      EXPECT_EQ(kept[i].time + ShiftOf(kept[i].reason, kTimes), read[i].time);
    }
  }
  EXPECT_EQ(ShiftOf(Entry::CONFIRM_MEETING, kTimes), -absl::Hours(24));
  EXPECT_EQ(ShiftOf(Entry::STALE, kTimes), absl::Hours(14 * 24));
  EXPECT_EQ(ShiftOf(Entry::ANSWER, kTimes), absl::ZeroDuration());
}

}  // namespace
}  // namespace zamer::lead
