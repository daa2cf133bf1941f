// Who waits for whom: the client's contacts, and the department's attempts to reach him.
#pragma once
#include <absl/time/time.h>

#include "zamer/lead/v1/lead_records.pb.h"

namespace zamer::lead {

// Whether the person may expect an answer: not to a number that a marketer searched out.
bool AsksForAnswer(const v1::Touch& touch);
// The same for an interaction: a message or call of the client, but for a call in which they talked.
bool AsksForAnswer(const v1::Interaction& interaction);

// The person made contact at `when` and waits since then, unless somebody tried to reach him later.
void ExpectAnswer(v1::LeadRecord& record, absl::Time when);

// Counts an attempt, and ends the waiting for what came before it; a talk ends it too.
void CountAttempt(v1::LeadRecord& record, const v1::Interaction& interaction);
// The same for an interaction that is counted already, once more is known of it.
void EndWaiting(v1::LeadRecord& record, const v1::Interaction& interaction);

// Adds the contacts and attempts of a lead that is merged into `survivor`.
void JoinContacts(v1::LeadRecord& survivor, const v1::LeadRecord& other);

}  // namespace zamer::lead
