#include "services/lead/domain/assignment.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <string>
#include <vector>

namespace zamer::lead {
namespace {

Candidate On(const std::string& employee) { return {.employee = employee}; }

std::string Take(v1::TurnRecord& turn, const std::vector<Candidate>& on_shift) {
  return TakeTurn(turn, on_shift).value_or("nobody");
}

TEST(Turn, GoesRoundByIdWhenNobodyHadALeadYet) {
  v1::TurnRecord turn;
  const std::vector<Candidate> team = {On("anna"), On("boris"), On("clara")};
  std::string order;
  for (int i = 0; i < 7; ++i) order += Take(turn, team)[0];
  EXPECT_EQ(order, "abcabca");
}

TEST(Turn, GivesTwiceTheWeightTwiceTheLeads) {
  v1::TurnRecord turn;
  const std::vector<Candidate> team = {{.employee = "full", .weight = 100}, {.employee = "half", .weight = 50}};
  std::map<std::string, int> leads;
  for (int i = 0; i < 300; ++i) ++leads[Take(turn, team)];
  EXPECT_EQ(leads["full"], 200);
  EXPECT_EQ(leads["half"], 100);
}

TEST(Turn, DoesNotFloodANewcomer) {
  v1::TurnRecord turn;
  for (int i = 0; i < 100; ++i) Take(turn, {On("anna"), On("boris")});
  std::map<std::string, int> leads;
  for (int i = 0; i < 30; ++i) ++leads[Take(turn, {On("anna"), On("boris"), On("newcomer")})];
  EXPECT_EQ(leads["newcomer"], 10);
}

TEST(Turn, DoesNotFloodWhoComesBackFromVacation) {
  v1::TurnRecord turn;
  for (int i = 0; i < 10; ++i) Take(turn, {On("anna"), On("boris")});
  for (int i = 0; i < 100; ++i) Take(turn, {On("anna")});
  std::map<std::string, int> leads;
  for (int i = 0; i < 20; ++i) ++leads[Take(turn, {On("anna"), On("boris")})];
  EXPECT_EQ(leads["boris"], 10);
}

TEST(Turn, PassesOverWhoIsAtHisCap) {
  v1::TurnRecord turn;
  AddOpenLeads(turn, "anna", 2);
  const std::vector<Candidate> team = {{.employee = "anna", .cap = 2}, On("boris")};
  EXPECT_EQ(Take(turn, team), "boris");
  EXPECT_EQ(Take(turn, team), "boris");
  AddOpenLeads(turn, "anna", -1);
  EXPECT_EQ(Take(turn, team), "anna");
}

TEST(Turn, GivesACityOnlyToWhoServesIt) {
  v1::TurnRecord turn;
  const std::vector<Candidate> team = {{.employee = "anna", .serves = false}, On("boris")};
  EXPECT_EQ(Take(turn, team), "boris");
  EXPECT_EQ(Take(turn, team), "boris");
}

TEST(Turn, StaysAsItIsWhenNobodyMayTakeTheLead) {
  v1::TurnRecord turn;
  Take(turn, {On("anna")});
  const std::string before = turn.SerializeAsString();
  EXPECT_EQ(Take(turn, {}), "nobody");
  EXPECT_EQ(Take(turn, {{.employee = "anna", .serves = false}}), "nobody");
  EXPECT_EQ(turn.SerializeAsString(), before);
}

TEST(Claim, IsForWhoIsThereServesTheLeadAndIsUnderHisCap) {
  v1::TurnRecord turn;
  const std::vector<Candidate> team = {{.employee = "anna", .cap = 2}, {.employee = "boris", .serves = false}};
  EXPECT_TRUE(MayTake(turn, team, "anna"));
  EXPECT_FALSE(MayTake(turn, team, "boris"));
  EXPECT_FALSE(MayTake(turn, team, "clara"));
  AddOpenLeads(turn, "anna", 2);
  EXPECT_FALSE(MayTake(turn, team, "anna"));
}

// Two equal managers who are present at the same turns, among others who come and go as they like.
RC_GTEST_PROP(Turn, KeepsEqualManagersWithinOneLeadAfterAnyPrefix, ()) {
  v1::TurnRecord turn;
  int anna = 0;
  int boris = 0;
  const int turns = *rc::gen::inRange(1, 200);
  for (int i = 0; i < turns; ++i) {
    std::vector<Candidate> on_shift;
    if (*rc::gen::weightedElement<bool>({{4, true}, {1, false}})) on_shift = {On("anna"), On("boris")};
    for (const char* other : {"aaron", "zoe"}) {
      if (*rc::gen::arbitrary<bool>()) on_shift.push_back({.employee = other, .weight = *rc::gen::inRange(1, 300)});
    }
    const std::string taker = Take(turn, on_shift);
    anna += taker == "anna";
    boris += taker == "boris";
    RC_ASSERT(anna - boris <= 1 && boris - anna <= 1);
  }
}

RC_GTEST_PROP(Turn, IsTheSameForTheSameHistory, ()) {
  v1::TurnRecord one;
  v1::TurnRecord two;
  for (int i = 0; i < 50; ++i) {
    std::vector<Candidate> on_shift;
    for (const char* employee : {"a", "b", "c"}) {
      if (*rc::gen::arbitrary<bool>()) on_shift.push_back(On(employee));
    }
    RC_ASSERT(Take(one, on_shift) == Take(two, on_shift));
  }
}

}  // namespace
}  // namespace zamer::lead
