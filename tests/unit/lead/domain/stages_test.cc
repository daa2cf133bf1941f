#include "services/lead/domain/stages.h"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <string_view>

#include "tests/support/status_matchers.h"
#include "tests/unit/lead/domain/builders.h"

namespace zamer::lead {
namespace {

using testing::IsOk;
using testing::StatusIs;

constexpr v1::Lead::State kStates[] = {
    v1::Lead::NEW,          v1::Lead::IN_CORRESPONDENCE, v1::Lead::PHONE_CAPTURED, v1::Lead::MEETING_BOOKED,
    v1::Lead::MEETING_HELD, v1::Lead::CONTRACT_SIGNED,   v1::Lead::IN_PRODUCTION,  v1::Lead::NURTURING,
    v1::Lead::LOST,         v1::Lead::DISQUALIFIED,      v1::Lead::MERGED};

// A record that stands in the state with the facts that got it there.
Change LeadIn(v1::Lead::State state) {
  Change change = NewLead();
  v1::LeadRecord& record = change.record;
  if (state == v1::Lead::IN_CORRESPONDENCE) {
    *change.lead().mutable_first_response()->mutable_attempt_time() = ToTimestamp(Now());
  }
  if (state == v1::Lead::PHONE_CAPTURED) record.set_phone_captured(true);
  if (state == v1::Lead::MEETING_BOOKED) change.lead().set_meeting("departments/d1/meetings/m1");
  if (state == v1::Lead::MEETING_HELD) *record.mutable_held_time() = ToTimestamp(Now());
  if (state == v1::Lead::CONTRACT_SIGNED) record.add_contracts()->set_contract("departments/d1/contracts/c1");
  if (state == v1::Lead::IN_PRODUCTION) {
    record.add_contracts()->set_contract("departments/d1/contracts/c1");
    record.mutable_contracts(0)->set_in_production(true);
  }
  change.lead().set_state(state);
  return change;
}

// Makes the fact that comes with the command true, as the deciding function does before it moves the lead.
void MakeFact(Change& change, Command command) {
  v1::LeadRecord& record = change.record;
  switch (command) {
    case Command::kAnswer:
      *change.lead().mutable_first_response()->mutable_attempt_time() = ToTimestamp(Now());
      break;
    case Command::kCapturePhone:
      record.set_phone_captured(true);
      break;
    case Command::kBook:
      change.lead().set_meeting("departments/d1/meetings/m1");
      break;
    case Command::kHold:
      *record.mutable_held_time() = ToTimestamp(Now());
      change.lead().clear_meeting();
      break;
    case Command::kEndMeeting:
      change.lead().clear_meeting();
      break;
    case Command::kSign:
      record.add_contracts()->set_contract("departments/d1/contracts/c2");
      break;
    case Command::kHandOver:
      record.add_contracts()->set_in_production(true);
      break;
    case Command::kCancelContract:
      record.clear_contracts();
      break;
    case Command::kTouch:
    case Command::kLose:
    case Command::kDisqualify:
    case Command::kReopen:
    case Command::kAssign:
    case Command::kPlan:
    case Command::kDescribe:
    case Command::kMerge:
    case Command::kUnmerge:
    case Command::kNurture:
    case Command::kWake:
    case Command::kLink:
      break;
  }
}

// What comes of each command in each state, in the order of kStates: N new, C in correspondence, P phone captured,
// B meeting booked, H held, S signed, R in production, U nurturing, L lost, D disqualified, M merged, - refused.
// A lead that was parked in NURTURING, LOST or DISQUALIFIED has no facts here, so it goes on at C.
const std::map<Command, std::string_view> kExpected = {
    {Command::kTouch, "NCPBHSRCCC-"},  {Command::kAnswer, "CCPBHSRULD-"},     {Command::kCapturePhone, "PPPBHSRULD-"},
    {Command::kBook, "BBBBHSRBBB-"},   {Command::kHold, "HHHHHSRHLD-"},       {Command::kEndMeeting, "NCPCHSRULD-"},
    {Command::kSign, "SSSSSSRSSS-"},   {Command::kHandOver, "RRRRRRRRRR-"},   {Command::kCancelContract, "NCPBHCCULD-"},
    {Command::kLose, "LLLLL--L---"},   {Command::kDisqualify, "DDD--------"}, {Command::kReopen, "--------CC-"},
    {Command::kAssign, "NCPBHSRU---"}, {Command::kPlan, "NCPBHSRU---"},       {Command::kDescribe, "NCPBHSRULD-"},
    {Command::kMerge, "MMMMMMMMMM-"},  {Command::kUnmerge, "----------M"},    {Command::kNurture, "UUU-U--U---"},
    {Command::kWake, "-------C---"},   {Command::kLink, "NCPBHSRULD-"},
};

char LetterOf(v1::Lead::State state) { return std::string_view("?NCPBHSRULDM")[static_cast<std::size_t>(state)]; }

TEST(Stages, FollowTheTableForEveryStateAndCommand) {
  ASSERT_EQ(kExpected.size(), static_cast<std::size_t>(kCommands));
  for (const auto& [command, row] : kExpected) {
    for (std::size_t column = 0; column < std::size(kStates); ++column) {
      SCOPED_TRACE(std::to_string(static_cast<int>(command)) + " in " + v1::Lead::State_Name(kStates[column]));
      Change change = LeadIn(kStates[column]);
      MakeFact(change, command);
      const absl::Status moved = Move(change, command, Now(), "why");
      if (row[column] == '-') {
        EXPECT_THAT(moved, StatusIs(Reason::kIllegalTransition));
        EXPECT_EQ(change.lead().state(), kStates[column]);
        EXPECT_TRUE(change.facts.empty());
      } else {
        EXPECT_THAT(moved, IsOk());
        EXPECT_EQ(LetterOf(change.lead().state()), row[column]);
      }
    }
  }
}

TEST(Stages, NameFromAndToInARefusal) {
  Change change = LeadIn(v1::Lead::CONTRACT_SIGNED);
  const Metadata metadata = MetadataOf(Move(change, Command::kLose, Now(), "price"));
  EXPECT_THAT(metadata, ::testing::IsSupersetOf({std::pair<std::string, std::string>{"from", "CONTRACT_SIGNED"},
                                                 std::pair<std::string, std::string>{"to", "LOST"}}));
}

TEST(Stages, TellTheChangeWithItsReasonAndTime) {
  Change change = LeadIn(v1::Lead::PHONE_CAPTURED);
  ASSERT_THAT(Move(change, Command::kLose, Now() - absl::Hours(1), "price"), IsOk());
  ASSERT_EQ(change.facts.size(), 1u);
  const v1::StateChanged& fact = change.facts[0].state_changed();
  EXPECT_EQ(fact.from(), v1::Lead::PHONE_CAPTURED);
  EXPECT_EQ(fact.to(), v1::Lead::LOST);
  EXPECT_EQ(fact.reason(), "price");
  EXPECT_EQ(FromTimestamp(change.facts[0].meta().occurred_time()), Now() - absl::Hours(1));
  EXPECT_EQ(FromTimestamp(change.lead().state_time()), Now() - absl::Hours(1));
}

TEST(Stages, CountALeadForItsOwnerOnlyWhileTierOneWorksOnIt) {
  for (const v1::Lead::State state : kStates) {
    Change change = LeadIn(state);
    change.lead().set_owner(kAnna);
    EXPECT_FALSE(CountsForOwner(change.record)) << "an imported owner does not count";
    change.record.set_counted(true);
    EXPECT_EQ(CountsForOwner(change.record), IsWorking(state)) << v1::Lead::State_Name(state);
  }
}

}  // namespace
}  // namespace zamer::lead
