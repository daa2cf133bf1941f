// Visitors of the showroom.
#pragma once
#include <absl/status/status.h>
#include <absl/time/time.h>

#include "services/lead/domain/touches.h"
#include "zamer/lead/v1/lead_events.pb.h"
#include "zamer/lead/v1/showroom_records.pb.h"

namespace zamer::lead {

// FAILED_PRECONDITION/VISIT_HAS_PHONE for a visitor who is a lead.
absl::Status CheckNoLead(const v1::Visit& visit);

// The visitor as an enquiry that arrives at `arrive`: when he leaves a phone, since nobody can answer before that.
Enquiry EnquiryOf(const v1::VisitRecord& record, Person visitor, absl::Time arrive);

// The visit in the lead's history. The client began it, so it answers no clock: the phone was left to be called.
v1::Interaction InteractionOf(const v1::Visit& visit);

// The visit as it is told.
v1::VisitRecorded FactOf(const v1::Visit& visit);

}  // namespace zamer::lead
