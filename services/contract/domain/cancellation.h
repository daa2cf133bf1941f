// The end of a contract before its time.
#pragma once
#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <string>

#include "services/contract/domain/actor.h"
#include "zamer/contract/v1/contract.pb.h"

namespace zamer::contract {

// Cancels as of `occurred`. What is to be refunded is what was paid less documented costs, never below zero, and
// follows the ledger from then on. The signature stays.
//
// PERMISSION_DENIED for somebody else's contract, or, once it is in production, for anybody but the sales head.
// FAILED_PRECONDITION: CONTRACT_CANCELLED, ILLEGAL_TRANSITION for a closed one. INVALID_ARGUMENT/FIELD_INVALID for a
// time before the signature.
absl::StatusOr<v1::Contract> CancelContract(const v1::Contract& contract, std::string reason, const Actor& actor,
                                            absl::Time occurred);

}  // namespace zamer::contract
