// A change of a lead without another change that came before it.
#pragma once
#include <vector>

#include "zamer/lead/v1/lead_records.pb.h"

namespace zamer::lead {

// What `now` would be had it become of `wanted` rather than of `was`: all that differs between `was` and `now` is kept,
// all that only `was` had goes, and what `was` had lost is there again. Meetings and contracts are those of `wanted`.
// Where other leads are merged into it, the first response has to be counted again afterwards. `own`: the lead's own
// interactions, in order.
v1::LeadRecord Carry(const v1::LeadRecord& wanted, const v1::LeadRecord& was, v1::LeadRecord now,
                     const std::vector<v1::Interaction>& own);

// Takes over what meetings and contracts have made of a lead.
void CopyOutcomes(const v1::LeadRecord& from, v1::LeadRecord& to);
// Takes over where a lead stands: state, since when, why, until when.
void CopyStage(const v1::Lead& from, v1::Lead& to);

}  // namespace zamer::lead
