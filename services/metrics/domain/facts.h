// Facts of a lead, folded from the events of three feeds.
//
// Every fold is idempotent and gives the same facts whatever the order of events of different subjects; within one
// subject the version decides. So late, repeated and shuffled events do no harm.
#pragma once
#include <absl/status/status.h>
#include <google/protobuf/timestamp.pb.h>

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "services/common/time/staffed_time.h"
#include "zamer/contract/v1/contract_events.pb.h"
#include "zamer/lead/v1/lead_events.pb.h"
#include "zamer/metrics/v1/metrics_records.pb.h"
#include "zamer/scheduling/v1/scheduling_events.pb.h"

namespace zamer::metrics {

// Milliseconds since 1970.
std::int64_t Millis(const google::protobuf::Timestamp& timestamp);

// The id that a resource name ends in.
std::string Id(std::string_view name);

// Free text, made fit for a counter's field.
std::string FieldText(std::string_view text);

// What counting needs of a department; unset settings take their documented defaults.
v1::DepartmentFacts FactsOf(const scheduling::v1::Department& department, std::int64_t version);
// When the department is open, the week round; holidays change nothing about it.
std::vector<WeeklyShift> OpeningHoursOf(const v1::DepartmentFacts& facts);

// The part of a lead, added when it is not there. `lead`: empty for the lead whose record it is.
v1::LeadPart& PartOf(v1::LeadFacts& facts, std::string_view lead);

// Whether FoldLead makes anything of the event. LeadMerged and LeadUnmerged are counted otherwise, and so is what is
// not about a lead: subjects.h.
bool IsCounted(const lead::v1::LeadEvent& event);
// Folds an event about one lead into its part.
void FoldLead(const lead::v1::LeadEvent& event, v1::LeadPart& part);

// The facts of a meeting event; null for an event about something else, or that nothing counts.
const scheduling::v1::MeetingFacts* MeetingOf(const scheduling::v1::SchedulingEvent& event);
// Folds an event about a meeting of the lead.
void FoldMeeting(const scheduling::v1::SchedulingEvent& event, v1::LeadFacts& facts);

// The facts of a contract event; null for an event that nothing counts.
const contract::v1::ContractFacts* ContractOf(const contract::v1::ContractEvent& event);
// Folds an event about a contract of the lead. INVALID_ARGUMENT/CURRENCY_MISMATCH, with the facts as they were, when an
// amount is not in `currency_code`.
absl::Status FoldContract(const contract::v1::ContractEvent& event, std::string_view currency_code,
                          v1::LeadFacts& facts);

// Ids of what goes with a lead whose merge is taken back.
struct Going {
  // Leads that had been merged into it.
  std::set<std::string> leads = {};
  // Meetings and contracts, for those of which it is not kept for which lead they are.
  std::set<std::string> meetings = {};
  std::set<std::string> contracts = {};
};
// Reads it from the event, whose subject is the lead.
Going GoingWith(const lead::v1::LeadUnmerged& event);
// Moves everything of a lead that was merged out of its survivor's facts; `lead` is its id.
v1::LeadFacts Release(v1::LeadFacts& survivor, std::string_view lead, const Going& going);

// Moves everything of a merged lead to its survivor; `lead` is the merged lead's id, and `merged` is left empty.
void Absorb(v1::LeadFacts& survivor, std::string_view lead, v1::LeadFacts& merged);

}  // namespace zamer::metrics
