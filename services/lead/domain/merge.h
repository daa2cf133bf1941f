// Two leads of one person become one.
#pragma once
#include <absl/status/statusor.h>

#include <string>

#include "services/lead/domain/change.h"
#include "zamer/lead/v1/merge_records.pb.h"

namespace zamer::lead {

// Whether `a` goes on when the two are merged: the earlier arrival, then the lower name.
bool IsOlder(const v1::Lead& a, const v1::Lead& b);

// Whether the two may become one. FAILED_PRECONDITION: BOTH_HAVE_MEETINGS when both have one ahead, SAME_HOUSEHOLD when
// they are known to be different people, LEAD_ERASED; ILLEGAL_TRANSITION when one is merged already or the person has a
// later lead.
absl::Status CheckMerge(const v1::LeadRecord& a, const v1::LeadRecord& b);

// `other` continues as `survivor`, which gets its touches, phones, identities, follow-ups, meeting and contracts; its
// interactions stay where they are and are listed with the survivor's. `other` keeps what it was, marked MERGED.
// The survivor is open when either was. After this the first response has to be counted again over both histories.
// Tells LeadMerged on `other`; on the survivor what became different. Fails as CheckMerge does, with no change.
// The journal that is returned takes the merge back, and has to be kept under the id of `other`.
absl::StatusOr<v1::Journal> Merge(Change& survivor, Change& other);

// The survivor as a merge makes it, of leads that were merged once already: nothing is checked, nothing is told.
v1::LeadRecord MergeAgain(const v1::LeadRecord& before, const v1::LeadRecord& other, absl::Time when);

// A record as it is kept of a lead that goes on as another. Its state is set by who marks it so.
v1::LeadRecord AsMerged(v1::LeadRecord record, const std::string& survivor);

}  // namespace zamer::lead
