#include "services/lead/domain/unmerge.h"

#include <gmock/gmock.h>
#include <google/protobuf/descriptor.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <optional>
#include <vector>

#include "services/lead/domain/closing.h"
#include "services/lead/domain/erasure.h"
#include "services/lead/domain/outcomes.h"
#include "tests/unit/lead/domain/merge_world.h"

namespace zamer::lead {
namespace {

using Fact = v1::LeadEvent;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::IsOk;
using testing::StatusIs;

const std::string kOther = "departments/d1/leads/l2";

// A lead of an hour ago, one of now, and what is kept of their merge.
struct Pair {
  Pair(Change the_older, Change the_newer) : survivor(std::move(the_older)), other(std::move(the_newer)) {
    v1::Journal journal = Merge(survivor, other).value();
    survivor.facts.clear();
    other.facts.clear();
    Merges first{.lead = "l2"};
    Merges second{.lead = "l1", .ids = {"l2"}, .journals = {std::move(journal)}};
    lineage.emplace(std::vector<Merges>{std::move(first), std::move(second)}, survivor.record);
  }

  void Unmerge(Belongings belongings = {}) {
    std::vector<Merges> levels = lineage->levels();
    lineage.emplace(std::move(levels), survivor.record);
    Lineage::Freed freed = lineage->TakeBack();
    GoOnWithout(survivor, *lineage->At(1));
    GoFree(other, survivor, std::move(freed), std::move(belongings), roster);
  }

  Change survivor;
  Change other;
  std::optional<Lineage> lineage;
  Roster roster{RosterOf({LeadManager(kAnna), LeadManager(kBoris)}), Now()};
};

Change Older() { return NewLead(Now() - absl::Hours(1)); }
Change Newer(Person person = {}) { return NewLead(Now(), std::move(person), kOther); }

TEST(CheckUnmerge, RefusesALeadThatIsNotMerged) {
  Pair pair(Older(), Newer());
  EXPECT_THAT(CheckUnmerge(pair.other.lead(), *pair.lineage), IsOk());
  EXPECT_THAT(CheckUnmerge(pair.survivor.lead(), *pair.lineage), StatusIs(Reason::kIllegalTransition));
}

TEST(CheckUnmerge, RefusesAMergeThatNothingIsKeptOf) {
  Pair pair(Older(), Newer());
  const Lineage nothing({Merges{.lead = "l2"}, Merges{.lead = "l1"}}, pair.survivor.record);
  EXPECT_THAT(CheckUnmerge(pair.other.lead(), nothing), StatusIs(Reason::kIllegalTransition));
}

TEST(CheckUnmerge, RefusesAPersonWhoWasForgotten) {
  Pair pair(Older(), Newer());
  Erase(pair.other);
  EXPECT_THAT(CheckUnmerge(pair.other.lead(), *pair.lineage), StatusIs(Reason::kLeadErased));
}

TEST(GoFree, TellsWhomItLeavesAndWhatGoesWithIt) {
  Pair pair(Older(), Newer());
  pair.Unmerge({.absorbed = {"a"}, .meetings = {"m"}, .contracts = {"c"}});
  ASSERT_EQ(FactsOf(pair.other), std::vector{Fact::kLeadUnmerged});
  const v1::LeadUnmerged& fact = pair.other.facts[0].lead_unmerged();
  EXPECT_EQ(fact.survivor(), kLead);
  EXPECT_THAT(fact.absorbed(), ElementsAre("a"));
  EXPECT_THAT(fact.meetings(), ElementsAre("m"));
  EXPECT_THAT(fact.contracts(), ElementsAre("c"));
}

TEST(GoFree, RegainsItsOwnerWhoWorksHere) {
  Change newer = Newer();
  Assign(newer, kBoris, v1::LeadAssigned::TURN);
  Pair pair(Older(), std::move(newer));
  ASSERT_EQ(pair.survivor.lead().owner(), kBoris) << "came along";
  pair.Unmerge();
  EXPECT_EQ(pair.other.lead().owner(), kBoris);
  EXPECT_TRUE(pair.other.record.counted());
  EXPECT_EQ(pair.other.facts.back().lead_assigned().cause(), v1::LeadAssigned::UNMERGE);
  EXPECT_EQ(pair.survivor.lead().owner(), "");
  EXPECT_EQ(pair.survivor.facts.back().lead_assigned().previous_owner(), kBoris);
}

TEST(GoFree, SaysWhereItsOwnMeetingHasMovedIt) {
  Change newer = Newer();
  ASSERT_THAT(Lose(newer, "price"), IsOk());
  Pair pair(Older(), std::move(newer));
  const auto booked = [](Change& lead) { return MeetingBooked(lead, "m1", Now(), Now() + absl::Hours(5)); };
  ASSERT_THAT(booked(pair.survivor), IsOk());
  pair.lineage->Follow(booked, Now());
  pair.Unmerge();
  EXPECT_EQ(pair.other.lead().meeting(), "m1");
  EXPECT_EQ(pair.other.lead().state(), v1::Lead::MEETING_BOOKED);
  EXPECT_EQ(pair.other.facts.back().state_changed().from(), v1::Lead::LOST);
  EXPECT_EQ(pair.survivor.lead().state(), v1::Lead::NEW);
}

TEST(GoFree, LeavesItsContactsToALaterLeadOfTheSurvivor) {
  Pair pair(Older(), Newer(WithPhone("+79123456789")));
  pair.survivor.record.set_successor("l9");
  pair.Unmerge();
  EXPECT_EQ(pair.other.record.successor(), "l9");
}

TEST(GoOnWithout, IsLostAsOfThenWhenTheMergeHadOpenedIt) {
  Change older = Older();
  ASSERT_THAT(Lose(older, "price"), IsOk());
  Pair pair(std::move(older), Newer(WithPhone("+79123456789")));
  ASSERT_EQ(pair.survivor.lead().state(), v1::Lead::PHONE_CAPTURED);
  pair.survivor.now += absl::Hours(3);
  pair.Unmerge();
  EXPECT_EQ(pair.survivor.lead().state(), v1::Lead::LOST);
  EXPECT_EQ(pair.survivor.lead().close_reason(), "price");
  ASSERT_EQ(FactsOf(pair.survivor), std::vector{Fact::kStateChanged});
  EXPECT_EQ(FromTimestamp(pair.survivor.facts[0].meta().occurred_time()), Now());
}

TEST(GoOnWithout, StaysLostWhenSomebodyHasClosedItSince) {
  Pair pair(Older(), Newer(WithPhone("+79123456789")));
  ASSERT_THAT(Lose(pair.survivor, "price"), IsOk());
  pair.survivor.facts.clear();
  pair.Unmerge();
  EXPECT_EQ(pair.survivor.lead().state(), v1::Lead::LOST);
  EXPECT_THAT(pair.survivor.lead().phones(), IsEmpty());
}

TEST(GoOnWithout, TellsTheCityThatItLearnedFromTheOther) {
  Pair pair(Older(), Newer({.city = "Tver"}));
  ASSERT_EQ(pair.survivor.lead().city(), "Tver");
  pair.Unmerge();
  EXPECT_EQ(pair.survivor.lead().city(), "");
  EXPECT_EQ(Count(pair.survivor, Fact::kLeadDescribed), 1);
}

std::vector<int> FieldsOf(const google::protobuf::Descriptor& message) {
  std::vector<int> numbers;
  for (int i = 0; i < message.field_count(); ++i) numbers.push_back(message.field(i)->number());
  std::ranges::sort(numbers);
  return numbers;
}

std::vector<int> Until(int last) {
  std::vector<int> numbers(static_cast<std::size_t>(last));
  std::iota(numbers.begin(), numbers.end(), 1);
  return numbers;
}

// A field that is new has to be thought of in domain/carry.cc.
TEST(Carry, KnowsEveryFieldOfALead) {
  std::vector<int> record = Until(16);
  for (const int number : {40, 41, 42, 43, 44, 47, 48, 49, 60, 61}) record.push_back(number);
  EXPECT_EQ(FieldsOf(*v1::LeadRecord::descriptor()), record);
  EXPECT_EQ(FieldsOf(*v1::Lead::descriptor()), Until(34));
  EXPECT_EQ(FieldsOf(*v1::LeadRecord::ImportedRows::descriptor()), Until(9));
  EXPECT_EQ(FieldsOf(*v1::FirstResponse::descriptor()), Until(7));
}

}  // namespace
}  // namespace zamer::lead
