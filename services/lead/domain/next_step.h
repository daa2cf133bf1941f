// What a lead's next step is, worked out from what is planned.
#pragma once
#include <absl/time/time.h>

#include "zamer/lead/v1/lead_records.pb.h"

namespace zamer::lead {

// Settles the fields that follow from others: the next step's time, since when there has been none, the time of a
// meeting that is not ahead any more, and that nobody waits on a closed lead. Once before a record is written. A lead
// that is put off, or whose person asked not to be contacted, lacks no step.
void SettleNextStep(v1::LeadRecord& record, absl::Time now);

}  // namespace zamer::lead
