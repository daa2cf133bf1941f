// What an employee should do on a lead, and why.
#pragma once
#include <absl/time/time.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "zamer/lead/v1/focus.pb.h"
#include "zamer/lead/v1/lead_records.pb.h"

namespace zamer::lead {

// How long before its start a meeting should be confirmed.
inline constexpr absl::Duration kConfirmBefore = absl::Hours(24);
// Time without an attempt after which a working lead is stale.
inline constexpr absl::Duration kStaleAfter = absl::Hours(24 * 14);

// One thing to do.
struct FocusDue {
  v1::FocusEntry::Reason reason = v1::FocusEntry::REASON_UNSPECIFIED;
  std::string employee = {};      // resource name
  absl::Time time;                // from which on it is to do
  std::string follow_up_id = {};  // for CALL_BACK and FOLLOW_UP
};

// All that is to do on a lead now or later, in the order of reasons; one entry per employee and reason. Nothing on a
// closed lead or for a person who asked not to be contacted, and follow-ups alone on one that is put off.
std::vector<FocusDue> FocusOf(const v1::LeadRecord& record);

// The first of an employee's (a resource name) entries that is to do by `until`.
std::optional<FocusDue> FirstFocus(const v1::LeadRecord& record, std::string_view employee, absl::Time until);

// When the time for an entry is over; never for one that has no such time.
absl::Time LateAfter(const FocusDue& due, const v1::Lead& lead);
// Whether the time for an entry is over: a response, call or follow-up that was due, or a meeting that has begun.
bool IsLate(const FocusDue& due, const v1::Lead& lead, absl::Time now);

}  // namespace zamer::lead
