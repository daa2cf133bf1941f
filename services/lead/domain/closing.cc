#include "services/lead/domain/closing.h"

#include "services/common/status/macros.h"
#include "services/lead/domain/stages.h"

namespace zamer::lead {
namespace {

absl::Status Close(Change& change, Command command, const std::string& reason) {
  ZAMER_RETURN_IF_ERROR(Move(change, command, change.now, reason));
  change.lead().clear_follow_ups();
  change.record.set_queued(false);
  return absl::OkStatus();
}

}  // namespace

absl::Status Lose(Change& change, const std::string& reason, bool too_few_attempts) {
  ZAMER_RETURN_IF_ERROR(Close(change, Command::kLose, reason));
  v1::StateChanged& fact = *change.facts.back().mutable_state_changed();
  fact.set_attempt_count(change.lead().attempt_count());
  fact.set_too_few_attempts(too_few_attempts);
  return absl::OkStatus();
}

absl::Status Disqualify(Change& change, const std::string& reason) {
  return Close(change, Command::kDisqualify, reason);
}

absl::Status Reopen(Change& change) { return Move(change, Command::kReopen, change.now); }

void Assign(Change& change, const std::string& owner, v1::LeadAssigned::Cause cause, const std::string& reason) {
  v1::Lead& lead = change.lead();
  change.record.set_queued(false);
  change.record.set_counted(cause != v1::LeadAssigned::IMPORT);
  if (lead.owner() == owner) return;
  v1::LeadAssigned& fact = *change.Tell(change.now).mutable_lead_assigned();
  fact.set_owner(owner);
  fact.set_previous_owner(lead.owner());
  fact.set_cause(cause);
  fact.set_reason(reason);
  lead.set_owner(owner);
  // Those that waited with the lead for whoever gets it.
  for (v1::FollowUp& follow_up : *lead.mutable_follow_ups()) {
    if (follow_up.assignee().empty()) follow_up.set_assignee(owner);
  }
}

void Queue(Change& change) {
  if (change.record.queued()) return;
  change.record.set_queued(true);
  change.Tell(change.now).mutable_lead_queued();
}

bool NeedsOwner(const v1::LeadRecord& record, const Roster& roster) {
  const v1::Lead& lead = record.lead();
  if (!IsWorking(lead.state()) || lead.state() == v1::Lead::NURTURING || lead.do_not_contact()) return false;
  return lead.owner().empty() || !roster.IsLeadManager(lead.owner());
}

}  // namespace zamer::lead
