// What falls due on a lead.
#pragma once
#include <absl/time/time.h>

#include <algorithm>

#include "services/lead/domain/first_response.h"
#include "services/lead/domain/follow_ups.h"
#include "services/lead/domain/stages.h"

namespace zamer::lead {

// The earliest instant at which something falls due; InfiniteFuture where nothing does. Becomes the record's timer.
inline absl::Time DueAt(const v1::LeadRecord& record) {
  if (IsClosed(record.lead().state())) return absl::InfiniteFuture();
  return std::min(ResponseDueAt(record), FollowUpDueAt(record));
}

// Does everything that is due at the change's now. True when nobody answered in time and the lead, which has an owner,
// is to be given to the next in turn: that happens once.
inline bool FallDue(Change& change) {
  if (IsClosed(change.lead().state())) return false;
  MarkOverdue(change);
  return MissResponse(change) && !change.record.queued() && !change.record.rerouted();
}

}  // namespace zamer::lead
