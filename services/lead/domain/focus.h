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

// What a department settles. Lists of what is to do are kept with both at zero, so that they hold whatever is settled:
// meetings by their start, and leads that may become stale by the last attempt. Readers shift the time up to which they
// read.
struct FocusTimes {
  // How long before its start a meeting should be confirmed.
  absl::Duration confirm_before = absl::ZeroDuration();
  // Time without an attempt after which a working lead is stale.
  absl::Duration stale_after = absl::ZeroDuration();
};

// How much later than the record's own time it is to do for this reason; negative for earlier.
absl::Duration ShiftOf(v1::FocusEntry::Reason reason, const FocusTimes& times);

// One thing to do.
struct FocusDue {
  v1::FocusEntry::Reason reason = v1::FocusEntry::REASON_UNSPECIFIED;
  std::string employee = {};      // resource name
  absl::Time time;                // from which on it is to do; for ANSWER, by when
  std::string follow_up_id = {};  // for CALL_BACK and FOLLOW_UP
};

// All that is to do on a lead now or later, in the order of reasons; one entry per employee and reason. Nothing on a
// closed lead or for a person who asked not to be contacted, and follow-ups alone on one that is put off.
std::vector<FocusDue> FocusOf(const v1::LeadRecord& record, const FocusTimes& times);

// Whether what there is for this reason is to do as soon as it is there, whatever its time: a client who waits is to be
// answered now, not when the time for it is over.
bool IsToDoAtOnce(v1::FocusEntry::Reason reason);

// The first of an employee's (a resource name) entries that is to do by `until`.
std::optional<FocusDue> FirstFocus(const v1::LeadRecord& record, std::string_view employee, absl::Time until,
                                   const FocusTimes& times);

// When the time for an entry is over; never for one that has no such time.
absl::Time LateAfter(const FocusDue& due, const v1::Lead& lead);
// Whether the time for an entry is over: a response, call or follow-up that was due, or a meeting that has begun.
bool IsLate(const FocusDue& due, const v1::Lead& lead, absl::Time now);

}  // namespace zamer::lead
