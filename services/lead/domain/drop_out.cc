#include "services/lead/domain/drop_out.h"

#include <algorithm>

#include "services/lead/domain/closing.h"
#include "services/lead/domain/stages.h"

namespace zamer::lead {

bool IsHandedOver(const v1::LeadRecord& record, const Leaver& leaver) {
  const v1::Lead& lead = record.lead();
  return lead.owner() == leaver.employee && IsWorking(lead.state()) && !lead.do_not_contact();
}

std::string OpenWith(const v1::LeadRecord& record) {
  const std::string& owner = record.lead().owner();
  return IsHandedOver(record, {.employee = owner}) ? owner : std::string();
}

bool IsOpenWithAbsent(const Change& change, const std::string& before, const Roster& roster) {
  const std::string owner = OpenWith(change.record);
  return owner != before && roster.IsOut(owner, change.now);
}

bool HasWork(const v1::LeadRecord& record, const Leaver& leaver) {
  const v1::Lead& lead = record.lead();
  if (IsClosed(lead.state()) || lead.do_not_contact()) return false;
  return IsHandedOver(record, leaver) || std::ranges::any_of(lead.follow_ups(), [&](const v1::FollowUp& follow_up) {
           return follow_up.assignee() == leaver.employee;
         });
}

bool PassToOwner(Change& change, const Leaver& leaver, const Roster& roster) {
  const std::string owner = change.lead().owner();
  if (owner == leaver.employee) return false;
  if (!change.record.queued() && !roster.IsLeadManager(owner)) return false;
  PassFollowUps(change, leaver, change.record.queued() ? std::string() : owner);
  return true;
}

void PassFollowUps(Change& change, const Leaver& leaver, const std::string& taker) {
  for (v1::FollowUp& follow_up : *change.lead().mutable_follow_ups()) {
    if (follow_up.assignee() != leaver.employee) continue;
    follow_up.set_assignee(taker);
    v1::FollowUpScheduled& fact = *change.Tell(change.now).mutable_follow_up_scheduled();
    fact.set_follow_up_id(follow_up.follow_up_id());
    *fact.mutable_due_time() = follow_up.due_time();
    fact.set_assignee(taker);
    fact.set_kind(follow_up.kind());
  }
}

void HandOver(Change& change, const Leaver& leaver, const std::string& taker) {
  // That they go with the lead need not be told: LeadAssigned says it.
  for (v1::FollowUp& follow_up : *change.lead().mutable_follow_ups()) {
    if (follow_up.assignee() == leaver.employee) follow_up.set_assignee(taker);
  }
  if (taker.empty()) {
    change.lead().clear_owner();
    Queue(change);
    return;
  }
  Assign(change, taker, v1::LeadAssigned::DROP_OUT, leaver.reason);
}

}  // namespace zamer::lead
