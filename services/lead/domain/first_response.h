// The clocks that start when a lead arrives: first attempt and first talk.
#pragma once
#include <absl/time/time.h>

#include <string>
#include <vector>

#include "services/lead/domain/change.h"
#include "services/lead/domain/roster.h"

namespace zamer::lead {

// A call of at least this length is a talk.
inline constexpr absl::Duration kTalk = absl::Seconds(10);

// The clocks as they were before a decision, to tell what became of them after it.
struct ResponseBefore {
  explicit ResponseBefore(const v1::LeadRecord& record)
      : clocks(record.lead().first_response()), talk_by(record.talk_by()) {}
  v1::FirstResponse clocks;
  std::string talk_by;
};

// Somebody of the department tried to reach the client: an outbound message, call or visit, answered or not.
bool IsAttempt(const v1::Interaction& interaction);
// A call of kTalk or more, whoever began it.
bool IsTalk(const v1::Interaction& interaction);

// Starts the clock of a lead that has just arrived, unless nobody may contact the person. `roster`: its lead managers'
// shifts.
void StartClock(Change& change, const Roster& roster);

// Takes an interaction into account. An attempt is an outbound message, call or visit, answered or not; a talk is a
// call of 10 s or more, whoever began it. Only what came at or after the arrival counts, and of that the earliest,
// whenever it is stored. Tells nothing; see TellResponse.
void NoteContact(v1::LeadRecord& record, const v1::Interaction& interaction);

// Takes all interactions into account again, after the arrival has moved or histories have been joined.
void Recount(v1::LeadRecord& record, const std::vector<v1::Interaction>& history);

// Works out what depends on the clocks: staffed times, unless the lead is imported, and whether the answer was late. An
// answer is an attempt or a talk. Tells FirstResponseChanged and FirstResponseMissed where they changed.
void TellResponse(Change& change, const ResponseBefore& before, const Roster& roster);

// Tells the same of clocks that are worked out already.
void TellClocks(Change& change, const ResponseBefore& before);
// Whether the same people answered two leads at the same times.
bool AnsweredAlike(const v1::LeadRecord& a, const v1::LeadRecord& b);

// When the running clock is due: InfiniteFuture where none runs, because it was answered, was missed, or has no limit.
absl::Time ResponseDueAt(const v1::LeadRecord& record);
// Whether the limit has passed unanswered; then tells FirstResponseMissed, once.
bool MissResponse(Change& change);

}  // namespace zamer::lead
