// What falls due on a lead.
#pragma once
#include <absl/time/time.h>

#include <algorithm>

#include "services/lead/domain/first_response.h"
#include "services/lead/domain/follow_ups.h"
#include "services/lead/domain/next_step.h"
#include "services/lead/domain/nurture.h"
#include "services/lead/domain/stages.h"

namespace zamer::lead {

// The earliest instant at which something falls due; InfiniteFuture where nothing does. Becomes the record's timer.
inline absl::Time DueAt(const v1::LeadRecord& record) {
  if (IsClosed(record.lead().state())) return absl::InfiniteFuture();
  return std::min({ResponseDueAt(record), FollowUpDueAt(record), NextStepDueAt(record), WakeAt(record)});
}

// Who is to have the lead after something fell due.
enum class AfterDue {
  kAsBefore,
  kNextInTurn,  // nobody answered in time, and the lead has an owner: it goes to the next, once
  kSomebody,    // it goes on after it was put off, and its owner may have left
};

// Does everything that is due at the change's now.
inline AfterDue FallDue(Change& change, const Roster& roster) {
  if (IsClosed(change.lead().state())) return AfterDue::kAsBefore;
  MarkOverdue(change);
  MissNextStep(change);
  const bool put_off = change.lead().state() == v1::Lead::NURTURING;
  const bool missed = MissResponse(change);
  if (Wake(change, roster)) return AfterDue::kSomebody;
  const bool reroutes = missed && !put_off && !change.record.queued() && !change.record.rerouted();
  return reroutes ? AfterDue::kNextInTurn : AfterDue::kAsBefore;
}

}  // namespace zamer::lead
