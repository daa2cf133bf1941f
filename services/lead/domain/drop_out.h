// What becomes of an employee's work on a lead when he drops out.
#pragma once
#include <string>

#include "services/lead/domain/change.h"
#include "services/lead/domain/roster.h"

namespace zamer::lead {

// The one who drops out.
struct Leaver {
  std::string employee = {};  // resource name
  std::string reason = {};    // why; goes into what is told
};

// Whether the lead is his and goes to somebody else: whatever tier 1 works on, also what is put off, since it comes
// back by itself and has to find somebody. It does not matter for how long he is out: a client waits for nobody's
// recovery.
//
// What stays his: signed leads keep their owner of record, and so do those of people who asked not to be contacted, to
// whom nobody may be assigned and for whom there is nothing to do.
bool IsHandedOver(const v1::LeadRecord& record, const Leaver& leaver);

// Whose drop-out would take the lead from him: its owner's, or nobody's (empty).
std::string OpenWith(const v1::LeadRecord& record);

// Whether the lead is open with somebody who is out, and was not when the commit read it: `before` is who it was open
// with then. The redistribution has passed it by, since it was signed or closed at that time.
bool IsOpenWithAbsent(const Change& change, const std::string& before, const Roster& roster);

// Whether he has anything on the lead that goes to others: the lead itself or a follow-up.
bool HasWork(const v1::LeadRecord& record, const Leaver& leaver);

// Gives his follow-ups on a lead that is not his to its owner, who works here, and tells it. On a lead that waits in
// the queue, they wait with it for whoever gets it. False where neither holds: somebody has to be found by the turn.
bool PassToOwner(Change& change, const Leaver& leaver, const Roster& roster);

// Gives his follow-ups to `taker` (a resource name; empty: to nobody yet) and tells it.
void PassFollowUps(Change& change, const Leaver& leaver, const std::string& taker);

// Gives the lead with his follow-ups to `taker` (a resource name) and tells LeadAssigned. Without one the lead waits in
// the queue, without an owner, and the follow-ups for whoever gets it.
void HandOver(Change& change, const Leaver& leaver, const std::string& taker);

}  // namespace zamer::lead
