#include "services/lead/domain/assignment.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstdint>
#include <cstdlib>
#include <map>
#include <optional>
#include <regex>
#include <string>
#include <vector>

#include "tests/support/doc_page.h"

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

// A department in which much happens beside arrivals. Anna and Boris are equal and equally available; the others have
// any weight and cap, come and go, and drop out, whereupon what they have is handed to others by turn.
class Department {
 public:
  void Arrive() { Give("", *rc::gen::arbitrary<bool>()); }
  // The pair is there or not together.
  void ComeAndGo() {
    pair_ = *rc::gen::weightedElement<bool>({{4, true}, {1, false}});
    for (Candidate& other : others_) present_[other.employee] = *rc::gen::arbitrary<bool>();
  }
  void ReassignByHand() {
    const std::string from = *rc::gen::elementOf(Everybody());
    const std::string to = *rc::gen::elementOf(Everybody());
    if (open_[from] > 0) Move(from, to);
  }
  void DropOut() {
    const std::string who = others_[*rc::gen::inRange<std::size_t>(0, others_.size())].employee;
    present_[who] = false;
    for (int leads = open_[who]; leads > 0; --leads) Give(who, true);
  }
  bool IsFair() const { return std::abs(turns_.at("anna") - turns_.at("boris")) <= 1; }

 private:
  static std::vector<std::string> Everybody() { return {"aaron", "anna", "boris", "zoe"}; }

  void Give(const std::string& from, bool pair_serves) {
    std::vector<Candidate> there;
    for (const Candidate& other : others_) {
      if (present_[other.employee]) there.push_back(other);
    }
    for (const char* one : {"anna", "boris"}) {
      if (pair_) there.push_back({.employee = one, .serves = pair_serves});
    }
    const std::optional<std::string> taker = TakeTurn(turn_, there);
    if (!taker) return;
    ++turns_[*taker];
    Move(from, *taker);
  }
  void Move(const std::string& from, const std::string& to) {
    if (!from.empty()) AddOpenLeads(turn_, from, -1);
    if (!from.empty()) --open_[from];
    AddOpenLeads(turn_, to, 1);
    ++open_[to];
  }

  v1::TurnRecord turn_;
  bool pair_ = true;
  std::map<std::string, bool> present_;
  std::map<std::string, int> open_;
  std::map<std::string, int> turns_ = {{"anna", 0}, {"boris", 0}};
  std::vector<Candidate> others_ = {
      {.employee = "aaron", .weight = *rc::gen::inRange(1, 300), .cap = *rc::gen::inRange(0, 5)},
      {.employee = "zoe", .weight = *rc::gen::inRange(1, 300)}};
};

RC_GTEST_PROP(Turn, StaysFairWhateverElseHappensToTheDepartment, ()) {
  Department department;
  const int steps = *rc::gen::inRange(1, 120);
  for (int i = 0; i < steps; ++i) {
    const int what = *rc::gen::weightedElement<int>({{12, 0}, {2, 1}, {2, 2}, {1, 3}});
    if (what == 0) department.Arrive();
    if (what == 1) department.ComeAndGo();
    if (what == 2) department.ReassignByHand();
    if (what == 3) department.DropOut();
    RC_ASSERT(department.IsFair());
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

// The example of docs/assignment.md.
constexpr std::int64_t kMillion = 1'000'000;
constexpr int kHalfWeight = 50;  // clara's

std::map<std::string, std::int64_t> PointsIn(const std::string& cell) {
  static const std::regex kPoints("([a-z]+) ([0-9]+)");
  std::map<std::string, std::int64_t> points;
  for (std::sregex_iterator one(cell.begin(), cell.end(), kPoints), end; one != end; ++one) {
    points[one->str(1)] = std::stoll(one->str(2)) * kMillion;
  }
  return points;
}

TEST(AssignmentPage, HasAnExampleThatTheCodeFollows) {
  const testing::DocPage page(ZAMER_SOURCE_DIR "/docs/assignment.md");
  v1::TurnRecord turn;
  for (const testing::DocRow& row : page.Table("An example")) {
    SCOPED_TRACE("turn " + row.at(0));
    std::vector<Candidate> team;
    for (const std::string& name : testing::Quoted(row.at(1))) {
      team.push_back({.employee = name, .weight = name == "clara" ? kHalfWeight : 100});
    }
    EXPECT_EQ(Take(turn, team), testing::Quoted(row.at(2)).at(0));
    std::map<std::string, std::int64_t> points;
    for (const v1::TurnRecord::Seat& seat : turn.seats()) points[seat.employee()] = seat.points();
    EXPECT_EQ(points, PointsIn(row.at(3)));
  }
}

}  // namespace
}  // namespace zamer::lead
