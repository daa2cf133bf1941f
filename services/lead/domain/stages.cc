#include "services/lead/domain/stages.h"

#include <array>

#include "services/common/status/errors.h"
#include "services/common/status/macros.h"

namespace zamer::lead {
namespace {

using Row = std::array<Target, v1::Lead::State_ARRAYSIZE>;

constexpr Target X = Target::kRefused;
constexpr Target S = Target::kStays;
constexpr Target F = Target::kByFacts;
constexpr Target L = Target::kLost;
constexpr Target D = Target::kDisqualified;
constexpr Target M = Target::kMerged;
constexpr Target N = Target::kNurturing;
constexpr Target B = Target::kAsBefore;

struct Rule {
  Command command;
  std::string_view name;  // of the aim, for an error's `to`
  Row row;
};

// clang-format off
constexpr std::array<Rule, kCommands> kRules = {{
    // A column per state, in the proto's order:
    //                                             unset NEW CORR PHONE BOOKED HELD SIGNED PROD NURT LOST DISQ MERGED
    {Command::kTouch, "TOUCHED",                   {X,   S,  S,   S,    S,     S,   S,     S,   F,   F,   F,   X}},
    {Command::kAnswer, "ANSWERED",                 {X,   F,  S,   S,    S,     S,   S,     S,   S,   S,   S,   X}},
    {Command::kCapturePhone, "PHONE_CAPTURED",     {X,   F,  F,   S,    S,     S,   S,     S,   S,   S,   S,   X}},
    {Command::kBook, "MEETING_BOOKED",             {X,   F,  F,   F,    S,     S,   S,     S,   F,   F,   F,   X}},
    {Command::kHold, "MEETING_HELD",               {X,   F,  F,   F,    F,     S,   S,     S,   F,   S,   S,   X}},
    {Command::kEndMeeting, "PHONE_CAPTURED",       {X,   S,  S,   S,    F,     S,   S,     S,   S,   S,   S,   X}},
    {Command::kSign, "CONTRACT_SIGNED",            {X,   F,  F,   F,    F,     F,   S,     S,   F,   F,   F,   X}},
    {Command::kHandOver, "IN_PRODUCTION",          {X,   F,  F,   F,    F,     F,   F,     S,   F,   F,   F,   X}},
    {Command::kCancelContract, "MEETING_HELD",     {X,   S,  S,   S,    S,     S,   F,     F,   S,   S,   S,   X}},
    {Command::kLose, "LOST",                       {X,   L,  L,   L,    L,     L,   X,     X,   L,   X,   X,   X}},
    {Command::kDisqualify, "DISQUALIFIED",         {X,   D,  D,   D,    X,     X,   X,     X,   X,   X,   X,   X}},
    {Command::kReopen, "IN_CORRESPONDENCE",        {X,   X,  X,   X,    X,     X,   X,     X,   X,   F,   F,   X}},
    {Command::kAssign, "ASSIGNED",                 {X,   S,  S,   S,    S,     S,   S,     S,   S,   X,   X,   X}},
    {Command::kPlan, "PLANNED",                    {X,   S,  S,   S,    S,     S,   S,     S,   S,   X,   X,   X}},
    {Command::kDescribe, "DESCRIBED",              {X,   S,  S,   S,    S,     S,   S,     S,   S,   S,   S,   X}},
    {Command::kMerge, "MERGED",                    {X,   M,  M,   M,    M,     M,   M,     M,   M,   M,   M,   X}},
    {Command::kUnmerge, "UNMERGED",                {X,   X,  X,   X,    X,     X,   X,     X,   X,   X,   X,   B}},
    {Command::kNurture, "NURTURING",               {X,   N,  N,   N,    X,     N,   X,     X,   N,   X,   X,   X}},
    {Command::kWake, "WOKEN",                      {X,   X,  X,   X,    X,     X,   X,     X,   F,   X,   X,   X}},
    {Command::kLink, "LINKED",                     {X,   S,  S,   S,    S,     S,   S,     S,   S,   S,   S,   X}},
}};
// clang-format on

constexpr bool RulesAreInOrder() {
  for (std::size_t i = 0; i < kRules.size(); ++i) {
    if (kRules[i].command != static_cast<Command>(i)) return false;
  }
  return true;
}
static_assert(RulesAreInOrder(), "the table has one row per command, in the order of the enumerators");

const Rule& RuleOf(Command command) { return kRules[static_cast<std::size_t>(command)]; }

v1::Lead::State StateOf(Target target, const v1::LeadRecord& record) {
  switch (target) {
    case Target::kRefused:
    case Target::kStays:
    case Target::kAsBefore:
      return record.lead().state();
    case Target::kByFacts:
      return StateByFacts(record);
    case Target::kLost:
      return v1::Lead::LOST;
    case Target::kDisqualified:
      return v1::Lead::DISQUALIFIED;
    case Target::kMerged:
      return v1::Lead::MERGED;
    case Target::kNurturing:
      return v1::Lead::NURTURING;
  }
}

void Enter(v1::Lead& lead, v1::Lead::State to, absl::Time when, std::string_view reason) {
  if (lead.state() == to) return;
  lead.set_state(to);
  *lead.mutable_state_time() = ToTimestamp(when);
  lead.set_close_reason(IsClosed(to) ? std::string(reason) : std::string());
  lead.clear_nurture_until_time();
}

bool HasFactOfItsOwn(Command command) { return command == Command::kCapturePhone || command == Command::kMerge; }

}  // namespace

Target TargetOf(v1::Lead::State state, Command command) {
  return v1::Lead::State_IsValid(state) ? RuleOf(command).row[static_cast<std::size_t>(state)] : Target::kRefused;
}

absl::Status CheckMove(const v1::Lead& lead, Command command) {
  if (TargetOf(lead.state(), command) != Target::kRefused) return absl::OkStatus();
  return IllegalTransition(lead.name(), v1::Lead::State_Name(lead.state()), RuleOf(command).name);
}

absl::Status Move(Change& change, Command command, absl::Time when, std::string_view reason) {
  ZAMER_RETURN_IF_ERROR(CheckMove(change.lead(), command));
  const v1::Lead::State to = StateOf(TargetOf(change.lead().state(), command), change.record);
  if (HasFactOfItsOwn(command)) {
    Enter(change.lead(), to, when, reason);
  } else {
    MoveTo(change, to, when, reason);
  }
  return absl::OkStatus();
}

void MoveTo(Change& change, v1::Lead::State to, absl::Time when, std::string_view reason) {
  const v1::Lead::State from = change.lead().state();
  if (to == from) return;
  Enter(change.lead(), to, when, reason);
  v1::StateChanged& fact = *change.Tell(when).mutable_state_changed();
  fact.set_from(from);
  fact.set_to(to);
  fact.set_reason(std::string(reason));
}

v1::Lead::State StateByFacts(const v1::LeadRecord& record, v1::Lead::State from) {
  for (const auto& contract : record.contracts()) {
    if (contract.in_production()) return v1::Lead::IN_PRODUCTION;
  }
  if (record.contracts_size() > 0) return v1::Lead::CONTRACT_SIGNED;
  if (record.has_held_time()) return v1::Lead::MEETING_HELD;
  if (!record.lead().meeting().empty()) return v1::Lead::MEETING_BOOKED;
  if (record.phone_captured()) return v1::Lead::PHONE_CAPTURED;
  const bool untouched = from == v1::Lead::NEW || from == v1::Lead::STATE_UNSPECIFIED;
  const bool answered = record.lead().first_response().has_attempt_time();
  return untouched && !answered ? v1::Lead::NEW : v1::Lead::IN_CORRESPONDENCE;
}

bool IsClosed(v1::Lead::State state) {
  return state == v1::Lead::LOST || state == v1::Lead::DISQUALIFIED || state == v1::Lead::MERGED;
}

bool IsWorking(v1::Lead::State state) {
  return !IsClosed(state) && state != v1::Lead::CONTRACT_SIGNED && state != v1::Lead::IN_PRODUCTION;
}

bool CountsForOwner(const v1::LeadRecord& record) {
  return record.counted() && !record.lead().owner().empty() && IsWorking(record.lead().state());
}

}  // namespace zamer::lead
