// Putting a lead off until a day.
#pragma once
#include <absl/status/status.h>
#include <absl/time/time.h>

#include <string>

#include "services/lead/domain/change.h"
#include "services/lead/domain/roster.h"

namespace zamer::lead {

// Puts the lead off, or to another day when it is put off already; it leaves the queue, its follow-ups stay.
// INVALID_ARGUMENT/FIELD_INVALID unless `until` is in the future and within five years;
// FAILED_PRECONDITION/DO_NOT_CONTACT, MEETING_AHEAD, or as the table of stages refuses.
absl::Status Nurture(Change& change, absl::Time until, const std::string& reason);

// When a lead that is put off goes on; InfiniteFuture for any other.
absl::Time WakeAt(const v1::LeadRecord& record);
// Whether that time has come: then the lead is where its facts put it again, with a follow-up for its owner. One that
// has nobody who works here needs an owner first.
bool Wake(Change& change, const Roster& roster);

}  // namespace zamer::lead
