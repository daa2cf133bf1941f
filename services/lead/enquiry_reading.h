// Enquiries as they come in, read into what is decided on.
#pragma once
#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <string>

#include "services/common/rpc/call.h"
#include "services/common/store/fingerprint.h"
#include "services/lead/domain/roster.h"
#include "services/lead/enquiries.h"
#include "zamer/lead/v1/lead_service.pb.h"

namespace zamer::lead {

// By what a department's phones are read.
struct PhonePlan {
  const Roster& roster;
  // What local numbers lack; empty when not known.
  const std::string& area_code;
};

// When the person made contact. INVALID_ARGUMENT where the request cannot be right, whatever is stored.
absl::StatusOr<absl::Time> CheckEnquiry(const v1::CreateLeadRequest& request, absl::Time now);

// The request as it is acted on. The person's keys are parallel to phones, then identities, then e-mail addresses: the
// order by which a person is found. INVALID_ARGUMENT/PHONE_UNREADABLE for a phone that is none.
absl::StatusOr<Reading> ReadEnquiry(const store::Fingerprint& fingerprint, const rpc::Call& call,
                                    const v1::CreateLeadRequest& request, absl::Time when, const PhonePlan& plan);

}  // namespace zamer::lead
