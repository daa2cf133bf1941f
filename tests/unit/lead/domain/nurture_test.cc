#include "services/lead/domain/nurture.h"

#include <gtest/gtest.h>

#include "services/lead/domain/closing.h"
#include "services/lead/domain/due.h"
#include "services/lead/domain/follow_ups.h"
#include "services/lead/domain/interactions.h"
#include "services/lead/domain/outcomes.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/lead/domain/builders.h"

namespace zamer::lead {
namespace {

using Fact = v1::LeadEvent;
using testing::IsOk;
using testing::StatusIs;

const absl::Time kUntil = Now() + absl::Hours(24 * 30);

class NurtureTest : public ::testing::Test {
 protected:
  NurtureTest() { lead_.lead().set_owner(kAnna); }

  void PutOff() {
    ASSERT_THAT(Nurture(lead_, kUntil, "after_the_repair"), IsOk());
    lead_.facts.clear();
  }
  AfterDue FallDueAt(absl::Time time) {
    lead_.now = time;
    return FallDue(lead_, roster_);
  }

  Roster roster_{RosterOf({LeadManager(kAnna)}), Now()};
  Change lead_ = NewLead(Now(), WithPhone("+79123456789"));
};

TEST_F(NurtureTest, PutsTheLeadOffAndTellsWhy) {
  Queue(lead_);
  lead_.facts.clear();
  ASSERT_THAT(Nurture(lead_, kUntil, "after_the_repair"), IsOk());
  EXPECT_EQ(lead_.lead().state(), v1::Lead::NURTURING);
  EXPECT_EQ(FromTimestamp(lead_.lead().nurture_until_time()), kUntil);
  EXPECT_EQ(lead_.lead().close_reason(), "");
  EXPECT_FALSE(lead_.record.queued());
  ASSERT_EQ(FactsOf(lead_), std::vector{Fact::kStateChanged});
  EXPECT_EQ(lead_.facts[0].state_changed().reason(), "after_the_repair");
  EXPECT_EQ(DueAt(lead_.record), kUntil);
}

TEST_F(NurtureTest, WakesAtItsTimeWithAFollowUpForTheOwner) {
  PutOff();
  EXPECT_EQ(FallDueAt(kUntil - absl::Seconds(1)), AfterDue::kAsBefore);
  EXPECT_EQ(lead_.lead().state(), v1::Lead::NURTURING);
  EXPECT_EQ(FallDueAt(kUntil), AfterDue::kSomebody);
  EXPECT_EQ(lead_.lead().state(), v1::Lead::PHONE_CAPTURED);
  EXPECT_FALSE(lead_.lead().has_nurture_until_time());
  ASSERT_EQ(lead_.lead().follow_ups_size(), 1);
  EXPECT_EQ(lead_.lead().follow_ups(0).assignee(), kAnna);
  ASSERT_EQ(FactsOf(lead_), (std::vector{Fact::kStateChanged, Fact::kFollowUpScheduled}));
  EXPECT_EQ(FromTimestamp(lead_.facts[0].meta().occurred_time()), kUntil);
  EXPECT_EQ(FallDueAt(kUntil), AfterDue::kAsBefore) << "once";
}

TEST_F(NurtureTest, WakesWithoutAFollowUpWhereNobodyHasIt) {
  lead_.lead().set_owner(kBoris);  // has left
  PutOff();
  EXPECT_EQ(FallDueAt(kUntil), AfterDue::kSomebody);
  EXPECT_EQ(lead_.lead().follow_ups_size(), 0);
  EXPECT_TRUE(NeedsOwner(lead_.record, roster_));
}

TEST_F(NurtureTest, WakesBySilenceForWhoMayNotBeContacted) {
  PutOff();
  lead_.lead().set_do_not_contact(true);
  FallDueAt(kUntil);
  EXPECT_EQ(lead_.lead().state(), v1::Lead::PHONE_CAPTURED);
  EXPECT_EQ(lead_.lead().follow_ups_size(), 0);
}

TEST_F(NurtureTest, WakesWhenTheClientMakesContact) {
  PutOff();
  Change wrote = lead_;
  AddEnquiry(lead_, {{}, TouchAt(Now() + absl::Hours(1))});
  v1::Interaction message;
  message.set_kind(v1::Interaction::MESSAGE);
  message.set_direction(v1::Interaction::INBOUND);
  *message.mutable_occurred_time() = ToTimestamp(Now() + absl::Hours(1));
  v1::HistoryPage page;
  ASSERT_THAT(AddInteraction(wrote, page, message), IsOk());
  for (const Change* lead : {&lead_, &wrote}) {
    EXPECT_EQ(lead->lead().state(), v1::Lead::PHONE_CAPTURED);
    EXPECT_FALSE(lead->lead().has_nurture_until_time());
    EXPECT_EQ(WakeAt(lead->record), absl::InfiniteFuture());
  }
}

TEST_F(NurtureTest, StaysPutOffWhenTheDepartmentTries) {
  PutOff();
  v1::Interaction call;
  call.set_kind(v1::Interaction::CALL);
  call.set_direction(v1::Interaction::OUTBOUND);
  *call.mutable_occurred_time() = ToTimestamp(Now());
  v1::HistoryPage page;
  ASSERT_THAT(AddInteraction(lead_, page, call), IsOk());
  EXPECT_EQ(lead_.lead().state(), v1::Lead::NURTURING);
}

TEST_F(NurtureTest, CanBePutOffToAnotherDay) {
  PutOff();
  ASSERT_THAT(Nurture(lead_, kUntil + absl::Hours(24), "later"), IsOk());
  EXPECT_EQ(WakeAt(lead_.record), kUntil + absl::Hours(24));
  EXPECT_TRUE(lead_.facts.empty());
}

TEST_F(NurtureTest, IsLostOrBookedFromThere) {
  PutOff();
  Change booked = lead_;
  ASSERT_THAT(Lose(lead_, "price"), IsOk());
  EXPECT_EQ(DueAt(lead_.record), absl::InfiniteFuture());
  ASSERT_THAT(MeetingBooked(booked, "departments/d1/meetings/m1", Now()), IsOk());
  EXPECT_EQ(booked.lead().state(), v1::Lead::MEETING_BOOKED);
  EXPECT_EQ(WakeAt(booked.record), absl::InfiniteFuture());
}

TEST_F(NurtureTest, AMissedResponseGivesItToNobodyElse) {
  StartClock(lead_, roster_);
  PutOff();
  EXPECT_EQ(FallDueAt(Now() + absl::Minutes(5)), AfterDue::kAsBefore);
  EXPECT_EQ(FactsOf(lead_), std::vector{Fact::kFirstResponseMissed});
}

TEST_F(NurtureTest, RefusesWhatMayNotBe) {
  Change silent = lead_;
  silent.lead().set_do_not_contact(true);
  EXPECT_THAT(Nurture(silent, kUntil, ""), StatusIs(Reason::kDoNotContact));
  Change booked = lead_;
  ASSERT_THAT(MeetingBooked(booked, "departments/d1/meetings/m1", Now()), IsOk());
  EXPECT_THAT(Nurture(booked, kUntil, ""), StatusIs(Reason::kMeetingAhead));
  Change lost = lead_;
  ASSERT_THAT(Lose(lost, "price"), IsOk());
  EXPECT_THAT(Nurture(lost, kUntil, ""), StatusIs(Reason::kIllegalTransition));
  for (const absl::Time until : {Now(), Now() - absl::Hours(1), Now() + absl::Hours(24 * 366 * 5 + 1)}) {
    EXPECT_THAT(Nurture(lead_, until, ""), StatusIs(Reason::kFieldInvalid));
  }
  EXPECT_EQ(lead_.lead().state(), v1::Lead::PHONE_CAPTURED);
}

}  // namespace
}  // namespace zamer::lead
