#include "services/lead/domain/next_step.h"

#include <algorithm>

#include "services/common/time/timestamps.h"
#include "services/lead/domain/stages.h"

namespace zamer::lead {
namespace {

bool LacksStep(const v1::Lead& lead) {
  if (!IsWorking(lead.state()) || lead.state() == v1::Lead::NURTURING || lead.do_not_contact()) return false;
  return lead.follow_ups_size() == 0 && lead.meeting().empty();
}

// Follow-ups are in order of their due times.
absl::Time NextStep(const v1::Lead& lead) {
  absl::Time next = absl::InfiniteFuture();
  if (lead.follow_ups_size() > 0) next = FromTimestamp(lead.follow_ups(0).due_time());
  if (lead.has_meeting_time()) next = std::min(next, FromTimestamp(lead.meeting_time()));
  return next;
}

bool IsWorkedHere(const v1::LeadRecord& record) {
  return !record.lead().imported() || record.counted() || record.logged_here() || record.has_last_contact_time() ||
         record.follow_up_count() > 0;
}

bool IsToBeTold(const v1::LeadRecord& record) {
  if (!record.lead().has_next_step_missing_since_time() || !IsWorkedHere(record)) return false;
  const absl::Time since = FromTimestamp(record.lead().next_step_missing_since_time());
  return !record.has_next_step_missed_time() || FromTimestamp(record.next_step_missed_time()) != since;
}

}  // namespace

void SettleNextStep(v1::LeadRecord& record, absl::Time now, absl::Duration grace) {
  v1::Lead& lead = *record.mutable_lead();
  if (lead.meeting().empty()) {
    lead.clear_meeting_time();
    record.clear_meeting_confirmed();
  }
  if (IsClosed(lead.state())) lead.clear_waiting_since_time();

  lead.clear_next_step_time();
  const absl::Time next = NextStep(lead);
  if (next != absl::InfiniteFuture()) *lead.mutable_next_step_time() = ToTimestamp(next);

  if (!LacksStep(lead)) {
    lead.clear_next_step_missing_since_time();
  } else if (!lead.has_next_step_missing_since_time()) {
    *lead.mutable_next_step_missing_since_time() = ToTimestamp(now);
  }
  record.clear_next_step_due_time();
  if (!IsToBeTold(record)) return;
  *record.mutable_next_step_due_time() = ToTimestamp(FromTimestamp(lead.next_step_missing_since_time()) + grace);
}

absl::Time NextStepDueAt(const v1::LeadRecord& record) {
  return record.has_next_step_due_time() ? FromTimestamp(record.next_step_due_time()) : absl::InfiniteFuture();
}

void MissNextStep(Change& change) {
  const absl::Time due = NextStepDueAt(change.record);
  if (due > change.now) return;
  v1::NextStepMissed& fact = *change.Tell(due).mutable_next_step_missed();
  fact.set_owner(change.lead().owner());
  *fact.mutable_since_time() = change.lead().next_step_missing_since_time();
  *change.record.mutable_next_step_missed_time() = change.lead().next_step_missing_since_time();
  change.record.clear_next_step_due_time();
}

}  // namespace zamer::lead
