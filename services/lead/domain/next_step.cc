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

}  // namespace

void SettleNextStep(v1::LeadRecord& record, absl::Time now) {
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
}

}  // namespace zamer::lead
