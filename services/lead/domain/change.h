// A lead while a command is decided on it.
#pragma once
#include <absl/time/time.h>

#include <string>
#include <utility>
#include <vector>

#include "services/common/time/timestamps.h"
#include "zamer/lead/v1/lead_events.pb.h"
#include "zamer/lead/v1/lead_records.pb.h"

namespace zamer::lead {

// The record as the decision leaves it, and the facts to be told. The caller stores the one and emits the others, each
// with the meta that only he knows; here a fact carries the time it happened.
struct Change {
  Change(v1::LeadRecord lead_record, absl::Time time) : record(std::move(lead_record)), now(time) {}

  v1::Lead& lead() { return *record.mutable_lead(); }
  const v1::Lead& lead() const { return record.lead(); }

  // A new fact; the caller fills its oneof.
  v1::LeadEvent& Tell(absl::Time occurred) {
    v1::LeadEvent& fact = facts.emplace_back();
    *fact.mutable_meta()->mutable_occurred_time() = ToTimestamp(occurred);
    return fact;
  }

  v1::LeadRecord record;
  std::vector<v1::LeadEvent> facts;
  absl::Time now;
};

}  // namespace zamer::lead
