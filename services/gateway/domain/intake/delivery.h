// What becomes of a delivery: WAITING until the lead service takes it or refuses it.
#pragma once
#include <absl/status/status.h>
#include <absl/time/time.h>

#include <string>
#include <string_view>

#include "services/gateway/domain/intake/arrival.h"
#include "zamer/gateway/v1/intake_records.pb.h"

namespace zamer::gateway::intake {

// To be delivered at once, or rejected at once and kept for `keep_rejected`.
v1::DeliveryRecord NewDelivery(std::string_view way_in, Arrival arrival, absl::Time now, absl::Duration keep_rejected);

// The lead service took it. What came is forgotten here, so that there is one place less to erase a person from.
// `lead`: a resource name; empty for a call of somebody unknown.
void Deliver(v1::DeliveryRecord& record, std::string lead, absl::Time now);

// It did not: the delivery is rejected when asking again would not help, else it waits, longer each time.
void Refuse(v1::DeliveryRecord& record, const absl::Status& why, absl::Time now, absl::Duration keep_rejected);

// Whether this answer of the lead service says that nothing but another delivery or another configuration would help.
bool IsFinal(const absl::Status& why);

// REJECTED to WAITING. False where that cannot be: it is not rejected, or its body is gone.
bool Redrive(v1::DeliveryRecord& record, absl::Time now);

// Forgets what was delivered.
void EraseBody(v1::DeliveryRecord& record);

// When something is to be done about it; the infinite future when nothing is.
absl::Time DueAt(const v1::DeliveryRecord& record);

// Whether it was rejected since no person has sent it.
bool IsSpam(const v1::DeliveryRecord& record);

// As it is shown. `name`: its resource name.
v1::Delivery Shown(const v1::DeliveryRecord& record, std::string name, std::string way_in);

}  // namespace zamer::gateway::intake
