// Two leads that were one become two again.
#pragma once
#include <absl/status/status.h>

#include <string>
#include <vector>

#include "services/lead/domain/change.h"
#include "services/lead/domain/lineage.h"
#include "services/lead/domain/roster.h"

namespace zamer::lead {

// Resource names of what goes with a lead.
struct Belongings {
  std::vector<std::string> absorbed = {};
  std::vector<std::string> meetings = {};
  std::vector<std::string> contracts = {};
};

// OK for a lead that is merged into another, whose person was not forgotten, and whose merge has a journal.
// FAILED_PRECONDITION: ILLEGAL_TRANSITION, LEAD_ERASED.
absl::Status CheckUnmerge(const v1::Lead& lead, const Lineage& lineage);

// The lead is what it was again, and nobody else is found by its contacts, unless a later lead has them. `survivor`:
// the one that goes on without it, in its own state already. Tells LeadUnmerged; StateChanged where its meetings and
// contracts have moved it since; LeadAssigned when its owner works here still.
void GoFree(Change& lead, const Change& survivor, Lineage::Freed freed, const Belongings& belongings,
            const Roster& roster);

// The survivor is `record` from now on. Tells LeadDescribed, DoNotContactChanged, LeadAssigned and StateChanged where
// it differs by it.
void GoOnWithout(Change& survivor, v1::LeadRecord record);

// Whether a lead that goes free is to be handed out when it has no owner: not one of another CRM's history that nobody
// had to work on.
bool WantsOwner(const Lineage::Freed& freed);

}  // namespace zamer::lead
