// Leads of one person that meet: merged, or one taking over from another.
#pragma once
#include <absl/status/statusor.h>

#include <asio/awaitable.hpp>
#include <string>
#include <vector>

#include "services/lead/domain/first_response.h"
#include "services/lead/lead_work.h"

namespace zamer::lead {

// Merges leads into the oldest of them, which is returned and not staged; the others are. The first response is counted
// again over all their interactions. FAILED_PRECONDITION/BOTH_HAVE_MEETINGS where two have a meeting ahead.
asio::awaitable<absl::StatusOr<Change>> JoinLeads(LeadWork& work, std::vector<Change> leads);

asio::awaitable<absl::Status> RecountResponse(LeadWork& work, Change& change);
// The same where the record says already what should come of it: staffed times that are right are not worked out again.
asio::awaitable<absl::Status> SettleResponse(LeadWork& work, Change& change, const ResponseBefore& before);

// Whether a repeat enquiry is a new lead, linked to this one, rather than a touch on it: it was closed longer ago than
// the department's reopen_days.
bool ClosedForLong(const v1::Lead& lead, const Roster& roster, absl::Time now);

// The lead takes over who the person is from leads that were closed for long, and is linked to the latest of them.
// They stay as they were and are staged.
void TakeOver(LeadWork& work, Change& lead, std::vector<Change> past);

}  // namespace zamer::lead
