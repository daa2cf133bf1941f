// What is known of a lead's held meetings, kept from the events of scheduling and lead.
#pragma once
#include <absl/status/status.h>

#include <string_view>

#include "zamer/contract/v1/contract_records.pb.h"
#include "zamer/lead/v1/lead_events.pb.h"
#include "zamer/scheduling/v1/department.pb.h"

namespace zamer::contract {

// Most held meetings kept of one lead, the earliest: first touch never asks for more than the first two.
inline constexpr int kMostHeldMeetings = 100;

// Longest chain of merges that is followed; people's histories are far shorter.
inline constexpr int kMostMerges = 100;

// Adds a held meeting in its place by end time; one that is known already takes the new times.
void AddHeld(v1::LeadMeetings& meetings, const v1::HeldMeeting& held);

// Folds the merged lead into its survivor: meetings and pointers. One that was merged before stays as it is.
// FAILED_PRECONDITION/MERGE_CYCLE, with nothing changed, when the two are one lead already.
absl::Status MergeInto(std::string_view survivor_name, v1::LeadMeetings& survivor, std::string_view merged_name,
                       v1::LeadMeetings& merged);

// Takes the merge of `lead` back: its meetings and the leads that were merged into it go from the survivor to it.
void TakeOut(std::string_view lead_name, v1::LeadMeetings& lead, const lead::v1::LeadUnmerged& unmerged,
             v1::LeadMeetings& survivor);

// The terms that contracts need of a department.
v1::DepartmentTerms TermsOf(const scheduling::v1::Department& department, std::int64_t version);

}  // namespace zamer::contract
