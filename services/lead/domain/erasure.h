// Forgetting a person on demand.
#pragma once
#include <absl/status/status.h>
#include <google/protobuf/message.h>

#include "services/lead/domain/change.h"

namespace zamer::lead {

// Clears every field that the protos mark as personal, at any depth.
void ErasePersonal(google::protobuf::Message& message);

// The lead's personal data are gone, it is found by no contact any more, and nobody contacts it: its clocks stop, its
// follow-ups end. Whatever is counted stays as it is. Tells LeadErased, and DoNotContactChanged where that is news.
// Nothing happens to a lead that is erased already.
void Erase(Change& change);

// FAILED_PRECONDITION/LEAD_ERASED for a lead that is erased.
absl::Status CheckNotErased(const v1::Lead& lead);

}  // namespace zamer::lead
