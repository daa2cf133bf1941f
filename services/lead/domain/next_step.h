// What a lead's next step is, worked out from what is planned.
#pragma once
#include <absl/time/time.h>

#include "services/lead/domain/change.h"

namespace zamer::lead {

// Settles the fields that follow from others: the next step's time, since when there has been none, the time of a
// meeting that is not ahead any more, and that nobody waits on a closed lead. Once before a record is written. A lead
// that is put off, or whose person asked not to be contacted, lacks no step. `grace`: how long a lead may be without
// one.
void SettleNextStep(v1::LeadRecord& record, absl::Time now, absl::Duration grace);

// When the lack of a next step is told as missed; InfiniteFuture where it is not. Each gap is told once; of an imported
// lead none, until somebody works on it here.
absl::Time NextStepDueAt(const v1::LeadRecord& record);
// Tells NextStepMissed when that time has come.
void MissNextStep(Change& change);

}  // namespace zamer::lead
