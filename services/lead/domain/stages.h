// Where a lead stands: the one table of what may be done in which state, and what comes of it.
#pragma once
#include <absl/status/status.h>
#include <absl/time/time.h>

#include <string_view>

#include "services/lead/domain/change.h"

namespace zamer::lead {

// What may happen to a lead.
enum class Command {
  kTouch,           // the person made contact again
  kAnswer,          // somebody of the department tried to reach the person
  kCapturePhone,    // a phone became known
  kBook,            // a meeting was booked
  kHold,            // a meeting was held
  kEndMeeting,      // the meeting ahead was cancelled or somebody did not come
  kSign,            // a contract was signed
  kHandOver,        // production has the order
  kCancelContract,  // a contract was cancelled
  kLose,
  kDisqualify,
  kReopen,
  kAssign,
  kPlan,      // a follow-up was set or done
  kDescribe,  // name or city was changed
  kMerge,     // continued as another lead
  kUnmerge,   // that is taken back: it is what it was
  kNurture,   // put off until a day
  kWake,      // that day has come
  kLink,      // known not to be the person of another lead, or no longer
};
inline constexpr int kCommands = 20;

// What a command makes of a state.
enum class Target {
  kRefused,
  kStays,
  kByFacts,  // the furthest open state that the record's facts support; see StateByFacts
  kLost,
  kDisqualified,
  kMerged,
  kNurturing,
  kAsBefore,  // where it stood when it was merged; the record itself says so by then
};

Target TargetOf(v1::Lead::State state, Command command);

// Moves the lead by the table and tells StateChanged; a phone captured and a merge are told by facts of their own.
// FAILED_PRECONDITION/ILLEGAL_TRANSITION where the table refuses.
absl::Status Move(Change& change, Command command, absl::Time when, std::string_view reason = {});
// Whether Move would be refused.
absl::Status CheckMove(const v1::Lead& lead, Command command);

// Moves the lead whatever the table says, and tells StateChanged where that is a change: for imports and merges.
void MoveTo(Change& change, v1::Lead::State to, absl::Time when, std::string_view reason = {});

// The furthest open state that the record's facts support: production, contract, meeting held, meeting ahead, phone,
// an attempt. A lead that left NEW does not become NEW again; `from` is where it stands.
v1::Lead::State StateByFacts(const v1::LeadRecord& record, v1::Lead::State from);
inline v1::Lead::State StateByFacts(const v1::LeadRecord& record) {
  return StateByFacts(record, record.lead().state());
}

// LOST, DISQUALIFIED or MERGED.
bool IsClosed(v1::Lead::State state);
// Tier 1 still works on it: neither closed nor signed.
bool IsWorking(v1::Lead::State state);

// Whether the lead counts among its owner's open leads.
bool CountsForOwner(const v1::LeadRecord& record);

}  // namespace zamer::lead
