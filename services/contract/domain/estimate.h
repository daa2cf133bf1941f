// The life of an estimate before its signature.
#pragma once
#include <absl/status/status.h>
#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <string>
#include <string_view>

#include "services/contract/domain/actor.h"
#include "zamer/contract/v1/contract.pb.h"
#include "zamer/contract/v1/contract_records.pb.h"

namespace zamer::contract {

// A new estimate of the actor for `lead`, with the lines and the discount of `input`: DRAFT, or APPROVAL_PENDING when
// its discount is over the department's limit. Errors as Price.
absl::StatusOr<v1::Estimate> CreateEstimate(const v1::Estimate& input, std::string name, std::string lead,
                                            const Actor& actor, const v1::DepartmentTerms& terms, absl::Time now);

// Which parts an update replaces.
struct OfferParts {
  bool lines = true;
  bool discount = true;
};

// The estimate with new lines or a new discount, as a version that nobody has approved. FAILED_PRECONDITION/
// ILLEGAL_TRANSITION for one that is signed, declined or expired; PERMISSION_DENIED for somebody else's;
// INVALID_ARGUMENT/FIELD_INVALID when no lines are to replace those there are; or as Price.
absl::StatusOr<v1::Estimate> UpdateEstimate(const v1::Estimate& current, const v1::Estimate& input, OfferParts parts,
                                            const Actor& actor, const v1::DepartmentTerms& terms);

// `version`: hash of what is approved; see OfferVersion. FAILED_PRECONDITION: ILLEGAL_TRANSITION unless the estimate is
// APPROVAL_PENDING; APPROVER_IS_REQUESTER when the actor is its designer or made its present version.
absl::StatusOr<v1::Estimate> ApproveEstimate(const v1::Estimate& current, const Actor& actor, std::string version);

// FAILED_PRECONDITION/ILLEGAL_TRANSITION unless the estimate is APPROVAL_PENDING.
absl::StatusOr<v1::Estimate> RejectEstimate(const v1::Estimate& current, const Actor& actor);

// OK when the estimate may be signed as it is: DRAFT within the limit of today, or APPROVED in the version whose hash
// is `version`. FAILED_PRECONDITION: DISCOUNT_OVER_LIMIT, APPROVAL_STALE, QUOTE_EXPIRED, ILLEGAL_TRANSITION;
// ALREADY_EXISTS/CONTRACT_ALREADY_EXISTS with the contract when it is signed.
absl::Status CheckSignable(const v1::Estimate& estimate, std::string_view version, const v1::DepartmentTerms& terms);

}  // namespace zamer::contract
