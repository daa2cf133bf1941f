#include "services/lead/domain/hand_out.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "services/lead/domain/assignment.h"
#include "services/lead/domain/closing.h"
#include "tests/unit/lead/domain/builders.h"

namespace zamer::lead {
namespace {

using Fact = v1::LeadEvent;

const absl::Time kNoon = Moscow("2026-03-02 12:00");   // a Monday
const absl::Time kNight = Moscow("2026-03-02 23:00");  // nobody is on shift
const absl::Time kMorning = Moscow("2026-03-03 10:00");
const std::string kNobody;

v1::RosterRecord Pulling(v1::RosterRecord roster) {
  roster.mutable_department()->mutable_settings()->set_assignment_mode(scheduling::v1::DepartmentSettings::PULL);
  return roster;
}

// What becomes of a lead that is handed out.
struct Outcome {
  std::string owner;
  bool queued = false;
  std::vector<Fact::FactCase> told;
  v1::LeadAssigned::Cause cause = v1::LeadAssigned::CAUSE_UNSPECIFIED;

  friend bool operator==(const Outcome&, const Outcome&) = default;
};

class HandingOutTest : public ::testing::Test {
 protected:
  // A lead of this owner, in the queue where there is none.
  static Change LeadOf(const std::string& owner) {
    Change lead = NewLead();
    owner.empty() ? Queue(lead) : Assign(lead, owner, v1::LeadAssigned::TURN);
    lead.facts.clear();
    return lead;
  }

  Outcome Give(Change lead, HandOut hand_out, absl::Time now, const std::string& claimant = kNobody) {
    lead.now = now;
    HandingOut(Roster(record_, now), now, leaver_, claimant, turn_).Give(lead, hand_out);
    Outcome outcome{lead.lead().owner(), lead.record.queued(), FactsOf(lead)};
    for (const Fact& fact : lead.facts) outcome.cause = fact.lead_assigned().cause();
    return outcome;
  }

  static Outcome Stays(const std::string& owner) { return {owner, owner.empty(), {}}; }
  static Outcome Goes(const std::string& owner, v1::LeadAssigned::Cause cause) {
    return {owner, false, {Fact::kLeadAssigned}, cause};
  }
  static Outcome Waits() { return {kNobody, true, {Fact::kLeadQueued}}; }

  v1::RosterRecord record_ = RosterOf({LeadManager(kAnna), LeadManager(kBoris)});
  Leaver leaver_{.employee = kAnna, .reason = "sick"};
  v1::TurnRecord turn_;
};

TEST_F(HandingOutTest, WithoutAWishNothingHappens) {
  EXPECT_EQ(Give(LeadOf(kNobody), HandOut::kNone, kNoon), Stays(kNobody));
  EXPECT_EQ(Give(LeadOf(kAnna), HandOut::kNone, kNoon), Stays(kAnna));
}

TEST_F(HandingOutTest, WhoNeedsAnOwnerGetsTheNextInTurnOrWaits) {
  EXPECT_EQ(Give(NewLead(), HandOut::kIfNeeded, kNoon), Goes(kAnna, v1::LeadAssigned::TURN));
  EXPECT_EQ(Give(NewLead(), HandOut::kIfNeeded, kNoon), Goes(kBoris, v1::LeadAssigned::TURN));
  EXPECT_EQ(Give(NewLead(), HandOut::kIfNeeded, kNight), Waits());
  EXPECT_EQ(Give(LeadOf(kAnna), HandOut::kIfNeeded, kNoon), Stays(kAnna));
  const std::string gone = "departments/d1/employees/gone";
  EXPECT_EQ(Give(LeadOf(gone), HandOut::kIfNeeded, kNoon), Goes(kAnna, v1::LeadAssigned::TURN));
}

TEST_F(HandingOutTest, WhoNeedsNobodyWaitsNoLonger) {
  Change lost = LeadOf(kNobody);
  lost.lead().set_state(v1::Lead::LOST);
  EXPECT_EQ(Give(lost, HandOut::kIfNeeded, kNoon), (Outcome{kNobody, false, {}}));
}

TEST_F(HandingOutTest, TheQueueIsHandedOutByTurn) {
  EXPECT_EQ(Give(LeadOf(kNobody), HandOut::kFromQueue, kNoon), Goes(kAnna, v1::LeadAssigned::QUEUE));
  EXPECT_EQ(Give(LeadOf(kNobody), HandOut::kFromQueue, kNight), Stays(kNobody));
}

TEST_F(HandingOutTest, ANewRouteLeadsToAnotherOrNowhere) {
  EXPECT_EQ(Give(LeadOf(kAnna), HandOut::kReroute, kNoon), Goes(kBoris, v1::LeadAssigned::REROUTED));
  EXPECT_EQ(Give(LeadOf(kAnna), HandOut::kReroute, kNight), Stays(kAnna));
  record_ = RosterOf({LeadManager(kAnna)});
  EXPECT_EQ(Give(LeadOf(kAnna), HandOut::kReroute, kNoon), Stays(kAnna)) << "there is no other";
}

TEST_F(HandingOutTest, WhatALeaverHasGoesToAnotherOrWaits) {
  EXPECT_EQ(Give(LeadOf(kAnna), HandOut::kDropOut, kNoon), Goes(kBoris, v1::LeadAssigned::DROP_OUT));
  EXPECT_EQ(Give(LeadOf(kAnna), HandOut::kDropOut, kNight), Waits());
}

TEST_F(HandingOutTest, WhatComesBackToAnOwnerWhoIsOutGoesToAnotherOrWaits) {
  EXPECT_EQ(Give(LeadOf(kBoris), HandOut::kOwnerOut, kNoon), Goes(kAnna, v1::LeadAssigned::DROP_OUT));
  EXPECT_EQ(Give(LeadOf(kBoris), HandOut::kOwnerOut, kNight), Waits());
}

TEST_F(HandingOutTest, AFollowUpOfALeaverGoesToWhoComesOnShiftNext) {
  record_ = RosterOf({LeadManager(kBoris)});
  Change lead = LeadOf(kBoris);
  lead.lead().set_state(v1::Lead::CONTRACT_SIGNED);
  lead.lead().add_follow_ups()->set_assignee(kAnna);
  HandingOut(Roster(record_, kNight), kNight, leaver_, kNobody, turn_).Give(lead, HandOut::kDropOut);
  EXPECT_EQ(lead.lead().follow_ups(0).assignee(), kBoris);
}

TEST_F(HandingOutTest, WhoPullsGetsWhatHeMayTake) {
  record_ = Pulling(record_);
  EXPECT_EQ(Give(LeadOf(kNobody), HandOut::kClaim, kNoon, "boris"), Goes(kBoris, v1::LeadAssigned::CLAIM));
  EXPECT_EQ(Give(LeadOf(kNobody), HandOut::kClaim, kNight, "boris"), Stays(kNobody)) << "not on shift";
  EXPECT_EQ(Give(LeadOf(kNobody), HandOut::kClaim, kNoon, "clara"), Stays(kNobody)) << "unknown";
  EXPECT_EQ(Give(LeadOf(kAnna), HandOut::kClaim, kNoon, "boris"), Stays(kAnna));
}

TEST_F(HandingOutTest, WhereTheyPullNothingIsHandedOutByTurn) {
  record_ = Pulling(record_);
  EXPECT_EQ(Give(NewLead(), HandOut::kIfNeeded, kNoon), Waits());
  EXPECT_EQ(Give(LeadOf(kAnna), HandOut::kReroute, kNoon), Stays(kAnna));
  EXPECT_EQ(Give(LeadOf(kAnna), HandOut::kDropOut, kNoon), Waits());
}

class PlanDrainTest : public ::testing::Test {
 protected:
  // When the queue is looked at next, where it has `waiting` leads and had `before`.
  absl::Time Plan(int waiting, int before, bool freed, const v1::RosterRecord& roster) {
    turn_.set_queued(waiting);
    PlanDrain(turn_, before, freed, Roster(roster, kNight), kNight);
    return turn_.has_drain_time() ? FromTimestamp(turn_.drain_time()) : absl::InfiniteFuture();
  }
  const v1::RosterRecord roster_ = RosterOf({LeadManager(kAnna)});
  v1::TurnRecord turn_;
};

TEST_F(PlanDrainTest, WhenSomebodyComesOnShift) { EXPECT_EQ(Plan(1, 0, false, roster_), kMorning); }

TEST_F(PlanDrainTest, AtOnceWhenSomebodyMayHaveRoom) { EXPECT_EQ(Plan(1, 1, true, roster_), kNight); }

TEST_F(PlanDrainTest, NeverLaterThanPlanned) {
  *turn_.mutable_drain_time() = ToTimestamp(kNight);
  EXPECT_EQ(Plan(2, 1, false, roster_), kNight);
  *turn_.mutable_drain_time() = ToTimestamp(kMorning + absl::Hours(5));
  EXPECT_EQ(Plan(1, 1, false, roster_), kMorning + absl::Hours(5)) << "nothing new";
  EXPECT_EQ(Plan(2, 1, false, roster_), kMorning);
}

TEST_F(PlanDrainTest, NotWithoutAQueueOrWhereTheyPull) {
  for (const int waiting : {0, 3}) {
    *turn_.mutable_drain_time() = ToTimestamp(kMorning);
    turn_.set_drain_token("page-2");
    EXPECT_EQ(Plan(waiting, 3, true, waiting == 0 ? roster_ : Pulling(roster_)), absl::InfiniteFuture());
    EXPECT_EQ(turn_.drain_token(), "");
  }
}

}  // namespace
}  // namespace zamer::lead
