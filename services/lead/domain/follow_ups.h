// Dated next steps.
#pragma once
#include <absl/status/status.h>
#include <absl/time/time.h>

#include <string>

#include "services/lead/domain/change.h"

namespace zamer::lead {

// Open follow-ups that a lead may have.
inline constexpr int kMaxFollowUps = 50;

// Sets a next step; due from now to five years ahead. `caller` does it when neither the follow-up nor the lead names
// anybody. Tells FollowUpScheduled. Refused for a closed lead and for one that nobody may contact;
// INVALID_ARGUMENT/FIELD_INVALID for a bad due time or too many. `field`: the path of the follow-up in the request.
absl::Status ScheduleFollowUp(Change& change, v1::FollowUp follow_up, const std::string& caller,
                              std::string_view field);

// The lead comes back to its owner: a follow-up due in half an hour, unless it has too many.
void ReturnToOwner(Change& change);

// Closes a next step and sets `next` when it is given. `outcome`: a code of what came of it, or empty. Tells
// FollowUpCompleted and FollowUpScheduled.
// NOT_FOUND/FOLLOW_UP_NOT_FOUND; FAILED_PRECONDITION/NEXT_STEP_MISSING when a lead that tier 1 works on would be left
// without a follow-up and without a meeting ahead.
absl::Status CompleteFollowUp(Change& change, const std::string& follow_up_id, const v1::FollowUp* next,
                              const std::string& caller, const std::string& outcome = {});

// When the next open follow-up that was not yet found overdue falls due; InfiniteFuture where there is none.
absl::Time FollowUpDueAt(const v1::LeadRecord& record);
// Marks the follow-ups whose time has come and tells FollowUpOverdue for each, once.
void MarkOverdue(Change& change);

// Puts all follow-ups in order of their due times, and drops those beyond the limit that are due last.
void SortFollowUps(v1::Lead& lead);

// Gives the follow-ups of a merged lead to the one that goes on; those beyond the limit that are due last are dropped.
void MoveFollowUps(v1::LeadRecord& from, v1::LeadRecord& to);

}  // namespace zamer::lead
