// Whether a contract came of the first held meeting: the KPI that the whole two-tier department aims at.
#pragma once
#include <absl/time/time.h>

#include "zamer/contract/v1/contract_records.pb.h"

namespace zamer::contract {

// True when the signature lies from the start of the first held meeting (the one that ended first) to its end plus
// `grace`, both inclusive, and no other held meeting began before it. No-shows and moved meetings are not held, so they
// do not count. `meetings` holds at least one.
bool IsFirstTouch(const v1::LeadMeetings& meetings, absl::Time signed_at, absl::Duration grace);

}  // namespace zamer::contract
