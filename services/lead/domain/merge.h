// Two leads of one person become one.
#pragma once
#include <absl/status/status.h>

#include "services/lead/domain/change.h"

namespace zamer::lead {

// Whether `a` goes on when the two are merged: the earlier arrival, then the lower name.
bool IsOlder(const v1::Lead& a, const v1::Lead& b);

// OK unless both have a meeting ahead: FAILED_PRECONDITION/BOTH_HAVE_MEETINGS; or one is merged already.
absl::Status CheckMerge(const v1::Lead& a, const v1::Lead& b);

// `other` continues as `survivor`, which gets its touches, phones, identities, follow-ups, meeting and contracts; its
// interactions stay where they are and are listed with the survivor's. `other` keeps what it was, marked MERGED.
// The survivor is open when either was. After this the first response has to be counted again over both histories.
// Tells LeadMerged on `other`; on the survivor what became different. Fails as CheckMerge does, with no change.
absl::Status Merge(Change& survivor, Change& other);

}  // namespace zamer::lead
