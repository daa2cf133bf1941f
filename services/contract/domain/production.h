// The hand-over of a contract to production: once and only once.
#pragma once
#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <string>

#include "services/contract/domain/actor.h"
#include "zamer/contract/v1/contract.pb.h"
#include "zamer/contract/v1/contract_records.pb.h"

namespace zamer::contract {

struct HandOver {
  v1::Contract contract;
  v1::ProductionOrder order;
};

// Hands over. `order`: name of the production order to be, the same for every attempt. `force` starts production
// although the prepayment is short; the order says so only when that was needed.
//
// PERMISSION_DENIED for somebody else's contract, or for force by anybody but the sales head where it is needed.
// FAILED_PRECONDITION: PREPAYMENT_MISSING; ALREADY_HANDED_OVER with the order; CONTRACT_CANCELLED.
absl::StatusOr<HandOver> HandOverToProduction(const v1::Contract& contract, std::string order, bool force,
                                              const v1::DepartmentTerms& terms, const Actor& actor, absl::Time now);

}  // namespace zamer::contract
