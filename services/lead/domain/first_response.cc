#include "services/lead/domain/first_response.h"

#include <google/protobuf/util/message_differencer.h>

#include <algorithm>
#include <optional>

#include "services/common/time/timestamps.h"
#include "services/lead/domain/stages.h"

namespace zamer::lead {
namespace {

using google::protobuf::util::MessageDifferencer;

// Whether `interaction` comes before what is known; of two at one instant the lower employee counts, in any order.
bool IsEarlier(const v1::Interaction& interaction, bool known, const google::protobuf::Timestamp& time,
               const std::string& employee) {
  if (!known) return true;
  const absl::Time begin = FromTimestamp(interaction.occurred_time());
  const absl::Time earliest = FromTimestamp(time);
  return begin < earliest || (begin == earliest && interaction.employee() < employee);
}

std::optional<absl::Time> AnswerOf(const v1::FirstResponse& clocks) {
  std::optional<absl::Time> answer;
  if (clocks.has_attempt_time()) answer = FromTimestamp(clocks.attempt_time());
  if (clocks.has_talk_time())
    answer = std::min(answer.value_or(absl::InfiniteFuture()), FromTimestamp(clocks.talk_time()));
  return answer;
}

void WorkOutStaffed(v1::LeadRecord& record, const Roster& roster) {
  v1::FirstResponse& clocks = *record.mutable_lead()->mutable_first_response();
  if (record.lead().imported() || !roster.known()) return;
  const absl::Time arrive = FromTimestamp(record.lead().arrive_time());
  if (clocks.has_attempt_time()) {
    *clocks.mutable_staffed_to_attempt() =
        ToProtoDuration(roster.Staffed(arrive, FromTimestamp(clocks.attempt_time())));
  }
  if (clocks.has_talk_time()) {
    *clocks.mutable_staffed_to_talk() = ToProtoDuration(roster.Staffed(arrive, FromTimestamp(clocks.talk_time())));
  }
}

void TellMissed(Change& change, absl::Time due) {
  change.Tell(due).mutable_first_response_missed()->set_owner(change.lead().owner());
}

}  // namespace

bool IsAttempt(const v1::Interaction& interaction) {
  return interaction.direction() == v1::Interaction::OUTBOUND && interaction.kind() != v1::Interaction::NOTE;
}

bool IsTalk(const v1::Interaction& interaction) {
  return interaction.kind() == v1::Interaction::CALL && FromProtoDuration(interaction.talk_duration()) >= kTalk;
}

void StartClock(Change& change, const Roster& roster) {
  if (change.lead().do_not_contact()) return;
  const std::optional<absl::Time> due = roster.FirstResponseDue(FromTimestamp(change.lead().arrive_time()));
  if (due) *change.lead().mutable_first_response()->mutable_due_time() = ToTimestamp(*due);
}

void NoteContact(v1::LeadRecord& record, const v1::Interaction& interaction) {
  v1::Lead& lead = *record.mutable_lead();
  if (FromTimestamp(interaction.occurred_time()) < FromTimestamp(lead.arrive_time())) return;
  if (!IsAttempt(interaction) && !IsTalk(interaction)) return;
  v1::FirstResponse& clocks = *lead.mutable_first_response();
  if (IsAttempt(interaction) &&
      IsEarlier(interaction, clocks.has_attempt_time(), clocks.attempt_time(), clocks.attempt_by())) {
    *clocks.mutable_attempt_time() = interaction.occurred_time();
    clocks.set_attempt_by(interaction.employee());
  }
  if (IsTalk(interaction) && IsEarlier(interaction, clocks.has_talk_time(), clocks.talk_time(), record.talk_by())) {
    *clocks.mutable_talk_time() = interaction.occurred_time();
    record.set_talk_by(interaction.employee());
  }
}

void Recount(v1::LeadRecord& record, const std::vector<v1::Interaction>& history) {
  if (record.lead().has_first_response()) {
    v1::FirstResponse& clocks = *record.mutable_lead()->mutable_first_response();
    clocks.clear_attempt_time();
    clocks.clear_attempt_by();
    clocks.clear_talk_time();
    clocks.clear_staffed_to_attempt();
    clocks.clear_staffed_to_talk();
  }
  record.clear_talk_by();
  for (const v1::Interaction& interaction : history) NoteContact(record, interaction);
}

void TellResponse(Change& change, const ResponseBefore& before, const Roster& roster) {
  if (!change.lead().has_first_response()) return;
  WorkOutStaffed(change.record, roster);
  v1::FirstResponse& clocks = *change.lead().mutable_first_response();
  const std::optional<absl::Time> answer = AnswerOf(clocks);
  if (answer && clocks.has_due_time()) clocks.set_late(*answer > FromTimestamp(clocks.due_time()));
  TellClocks(change, before);
}

void TellClocks(Change& change, const ResponseBefore& before) {
  const v1::FirstResponse& clocks = change.lead().first_response();
  if (clocks.late() && !before.clocks.late()) TellMissed(change, FromTimestamp(clocks.due_time()));
  if (MessageDifferencer::Equals(clocks, before.clocks) && change.record.talk_by() == before.talk_by) return;
  v1::FirstResponseChanged& fact = *change.Tell(AnswerOf(clocks).value_or(change.now)).mutable_first_response_changed();
  *fact.mutable_first_response() = clocks;
  fact.mutable_first_response()->clear_due_time();
  fact.set_talk_by(change.record.talk_by());
}

bool AnsweredAlike(const v1::LeadRecord& a, const v1::LeadRecord& b) {
  const v1::FirstResponse& first = a.lead().first_response();
  const v1::FirstResponse& second = b.lead().first_response();
  return MessageDifferencer::Equals(first.attempt_time(), second.attempt_time()) &&
         MessageDifferencer::Equals(first.talk_time(), second.talk_time()) &&
         first.has_attempt_time() == second.has_attempt_time() && first.has_talk_time() == second.has_talk_time() &&
         first.attempt_by() == second.attempt_by() && a.talk_by() == b.talk_by();
}

absl::Time ResponseDueAt(const v1::LeadRecord& record) {
  const v1::Lead& lead = record.lead();
  const v1::FirstResponse& clocks = lead.first_response();
  const bool runs = clocks.has_due_time() && !clocks.late() && !AnswerOf(clocks) && !lead.do_not_contact();
  return runs && IsWorking(lead.state()) ? FromTimestamp(clocks.due_time()) : absl::InfiniteFuture();
}

bool MissResponse(Change& change) {
  const absl::Time due = ResponseDueAt(change.record);
  if (due > change.now) return false;
  change.lead().mutable_first_response()->set_late(true);
  TellMissed(change, due);
  return true;
}

}  // namespace zamer::lead
