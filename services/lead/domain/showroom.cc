#include "services/lead/domain/showroom.h"

#include <utility>

#include "services/common/status/errors.h"
#include "services/common/time/timestamps.h"

namespace zamer::lead {

absl::Status CheckNoLead(const v1::Visit& visit) {
  if (visit.lead().empty()) return absl::OkStatus();
  return FailedPrecondition(Reason::kVisitHasPhone, "The visitor left a phone already; work on the lead that he is.",
                            {{"visit", visit.name()}, {"lead", visit.lead()}});
}

Enquiry EnquiryOf(const v1::VisitRecord& record, Person visitor, absl::Time arrive) {
  Enquiry enquiry{.person = std::move(visitor)};
  enquiry.person.city = record.visit().city();
  enquiry.touch.set_kind(v1::Touch::VISIT);
  enquiry.touch.set_channel(record.channel());
  *enquiry.touch.mutable_time() = ToTimestamp(arrive);
  return enquiry;
}

v1::Interaction InteractionOf(const v1::Visit& visit) {
  v1::Interaction interaction;
  interaction.set_kind(v1::Interaction::VISIT);
  interaction.set_direction(v1::Interaction::INBOUND);
  *interaction.mutable_occurred_time() = visit.occurred_time();
  interaction.set_employee(visit.employee());
  return interaction;
}

v1::VisitRecorded FactOf(const v1::Visit& visit) {
  v1::VisitRecorded fact;
  fact.set_employee(visit.employee());
  fact.set_city(visit.city());
  fact.set_with_phone(!visit.lead().empty());
  fact.set_lead(visit.lead());
  return fact;
}

}  // namespace zamer::lead
