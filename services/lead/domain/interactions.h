// Messages, calls, visits and notes of one lead, and the pages that hold them.
#pragma once
#include <absl/status/status.h>
#include <absl/time/time.h>

#include <string>

#include "services/lead/domain/change.h"

namespace zamer::lead {

// Interactions in one history page.
inline constexpr int kHistoryPage = 50;

// The page that the next interaction of the lead goes to.
int NextPage(const v1::LeadRecord& record);
// Pages that the lead has.
int PageCount(const v1::LeadRecord& record);

// Adds what the service knows to an interaction that comes in: id, times, employee where none was given.
void CompleteInteraction(const v1::LeadRecord& record, v1::Interaction& interaction, const std::string& caller,
                         absl::Time now);

// Puts the interaction into the page, counts it and notes it on the clocks. Tells InteractionLogged;
// FirstResponseChanged is told by TellResponse.
void StoreInteraction(Change& change, v1::HistoryPage& page, const v1::Interaction& interaction);

// The same for what is logged here rather than imported: NEW becomes IN_CORRESPONDENCE when it was an attempt, a lead
// that is put off wakes when the client made contact, and what the person had not agreed to is marked. Refused for a
// merged lead.
absl::Status AddInteraction(Change& change, v1::HistoryPage& page, v1::Interaction interaction);

// Tells of an interaction as it is known now: of one that was told already, again under its id; the last one holds.
void TellInteraction(Change& change, const v1::Interaction& interaction);

// Place in the page of the interaction with this external id; -1 where none has it.
int FindExternal(const v1::HistoryPage& page, const std::string& external_id);

}  // namespace zamer::lead
