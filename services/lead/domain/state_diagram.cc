#include "services/lead/domain/state_diagram.h"

#include <absl/strings/str_cat.h>

#include <array>
#include <string_view>

#include "services/lead/domain/stages.h"

namespace zamer::lead {
namespace {

using State = v1::Lead::State;

struct Words {
  Command command;
  std::string_view text;
  // The stage that the command's own fact is, where it has one.
  State stage = v1::Lead::STATE_UNSPECIFIED;
};

constexpr std::array<Words, kCommands> kWords = {{
    {Command::kTouch, "the client makes contact again"},
    {Command::kAnswer, "somebody tries to reach the client", v1::Lead::IN_CORRESPONDENCE},
    {Command::kCapturePhone, "a phone becomes known", v1::Lead::PHONE_CAPTURED},
    {Command::kBook, "a meeting is booked", v1::Lead::MEETING_BOOKED},
    {Command::kHold, "a meeting is held", v1::Lead::MEETING_HELD},
    {Command::kEndMeeting, "the meeting is called off", v1::Lead::PHONE_CAPTURED},
    {Command::kSign, "a contract is signed", v1::Lead::CONTRACT_SIGNED},
    {Command::kHandOver, "production has the order", v1::Lead::IN_PRODUCTION},
    {Command::kCancelContract, "the contract is cancelled", v1::Lead::MEETING_HELD},
    {Command::kLose, "LoseLead"},
    {Command::kDisqualify, "DisqualifyLead"},
    {Command::kReopen, "ReopenLead"},
    {Command::kAssign, "AssignLead"},
    {Command::kPlan, "a follow-up is set or done"},
    {Command::kDescribe, "UpdateLead"},
    {Command::kMerge, "it is merged into another"},
    {Command::kUnmerge, "UnmergeLead"},
    {Command::kNurture, "NurtureLead"},
    {Command::kWake, "its day comes"},
    {Command::kLink, "LinkHousehold, UnlinkHousehold"},
}};

constexpr bool WordsAreInOrder() {
  for (std::size_t i = 0; i < kWords.size(); ++i) {
    if (kWords[i].command != static_cast<Command>(i)) return false;
  }
  return true;
}
static_assert(WordsAreInOrder(), "one row per command, in the order of the enumerators");

constexpr std::string_view kByFacts = "by_facts";

template <class Function>
void ForEachState(Function function) {
  for (int state = v1::Lead::NEW; state <= v1::Lead::State_MAX; ++state) function(static_cast<State>(state));
}

// Where an arrow of the command from `from` ends in the diagram; empty where none is drawn.
std::string_view ArrowTo(const Words& words, State from) {
  switch (TargetOf(from, words.command)) {
    case Target::kRefused:
    case Target::kStays:
    case Target::kMerged:
    case Target::kAsBefore:
      return {};
    case Target::kLost:
      return "LOST";
    case Target::kDisqualified:
      return "DISQUALIFIED";
    case Target::kNurturing:
      return from == v1::Lead::NURTURING ? std::string_view() : "NURTURING";
    case Target::kByFacts:
      break;
  }
  if (words.stage == v1::Lead::STATE_UNSPECIFIED) return kByFacts;
  const bool step = from + 1 == words.stage;
  const bool back = from > words.stage && from <= v1::Lead::IN_PRODUCTION;
  return step || back ? std::string_view(v1::Lead::State_Name(words.stage)) : std::string_view();
}

std::string_view CellOf(Target target) {
  switch (target) {
    case Target::kRefused:
      return "refused";
    case Target::kStays:
      return "·";
    case Target::kByFacts:
      return "by facts";
    case Target::kLost:
      return "LOST";
    case Target::kDisqualified:
      return "DISQUALIFIED";
    case Target::kMerged:
      return "MERGED";
    case Target::kNurturing:
      return "NURTURING";
    case Target::kAsBefore:
      return "as before";
  }
}

}  // namespace

std::string StateDiagram() {
  std::string text = "```mermaid\nstateDiagram-v2\n";
  absl::StrAppend(&text, "    state ", std::string(kByFacts),
                  " <<choice>>\n    [*] --> NEW\n    [*] --> PHONE_CAPTURED\n");
  for (const Words& words : kWords) {
    ForEachState([&](State from) {
      const std::string to(ArrowTo(words, from));
      if (to.empty()) return;
      absl::StrAppend(&text, "    ", v1::Lead::State_Name(from), " --> ", to, " : ", std::string(words.text), "\n");
    });
  }
  return text + "```\n";
}

std::string StateTable() {
  std::string head = "| what happens |";
  std::string rule = "|---|";
  ForEachState([&](State state) {
    absl::StrAppend(&head, " ", v1::Lead::State_Name(state), " |");
    rule += "---|";
  });
  std::string text = absl::StrCat(head, "\n", rule, "\n");
  for (const Words& words : kWords) {
    absl::StrAppend(&text, "| ", std::string(words.text), " |");
    ForEachState(
        [&](State state) { absl::StrAppend(&text, " ", std::string(CellOf(TargetOf(state, words.command))), " |"); });
    text += "\n";
  }
  return text;
}

}  // namespace zamer::lead
