// Losing, disqualifying and reopening leads, and giving them to somebody.
#pragma once
#include <absl/status/status.h>

#include <string>

#include "services/lead/domain/change.h"
#include "services/lead/domain/roster.h"

namespace zamer::lead {

// Closes the lead; its follow-ups end and it leaves the queue. Refused by the table of stages. A loss tells how many
// attempts there were, and whether they were too few for its reason; see attempts.h.
absl::Status Lose(Change& change, const std::string& reason, bool too_few_attempts = false);
absl::Status Disqualify(Change& change, const std::string& reason);
// Opens it again.
absl::Status Reopen(Change& change);

// Gives the lead to an employee (a resource name), with the follow-ups that nobody has to do, and tells LeadAssigned.
// Nothing happens when it is his already. `reason`: a code of why, when by hand.
void Assign(Change& change, const std::string& owner, v1::LeadAssigned::Cause cause, const std::string& reason = {});
// Puts the lead in the queue and tells LeadQueued, unless it waits there already.
void Queue(Change& change);

// Whether somebody has to be found for the lead: tier 1 works on it, it may be contacted, and it has no owner who works
// here. An imported lead waits until the person makes contact, one that is put off until its day.
bool NeedsOwner(const v1::LeadRecord& record, const Roster& roster);

}  // namespace zamer::lead
