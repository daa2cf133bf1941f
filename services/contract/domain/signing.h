// From the estimate to the contract.
#pragma once
#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <string>

#include "services/contract/domain/actor.h"
#include "zamer/contract/v1/contract.pb.h"
#include "zamer/contract/v1/contract_records.pb.h"

namespace zamer::contract {

// What a signature consists of, besides the estimate.
struct Signature {
  // The caller: he gets the credit, whoever owns the lead later.
  Actor actor;
  // When the client signed, and when we learn of it.
  absl::Time time;
  absl::Time now;
  // Name of the contract to be.
  std::string contract;
  // Hash of the estimate's lines and discount as they are; see OfferVersion.
  std::string version;
};

// The lead that a contract is for: the survivor, where the estimate's own was merged.
struct SignedLead {
  std::string name;
  v1::LeadMeetings meetings;
};

struct Signing {
  v1::Estimate estimate;
  v1::Contract contract;
};

// Signs. First touch is decided here, on the meetings known now, and frozen: an event that arrives later changes no
// signed contract (docs/adr/0009-first-touch-is-frozen-at-signing.md).
//
// PERMISSION_DENIED for somebody else's estimate; FAILED_PRECONDITION/MEETING_NOT_HELD when no held meeting of the lead
// is known; or as CheckSignable.
absl::StatusOr<Signing> SignContract(const v1::Estimate& estimate, const SignedLead& lead,
                                     const v1::DepartmentTerms& terms, const Signature& signature);

}  // namespace zamer::contract
