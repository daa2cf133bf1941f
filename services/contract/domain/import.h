// Contracts of another CRM's history.
#pragma once
#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <string>

#include "services/contract/domain/actor.h"
#include "zamer/contract/v1/contract.pb.h"
#include "zamer/contract/v1/contract_records.pb.h"
#include "zamer/contract/v1/contract_service.pb.h"

namespace zamer::contract {

// The contract of one row. What history does not know stays unset: total, times, meeting and first touch are never made
// up. An entry of the ledger that comes twice with the same content counts once. Refunds may come before the payments
// that they return; only the final balance must not be negative.
//
// Errors carry the path within the row as metadata `field`: FIELD_INVALID for a name of another department or a time to
// come, CURRENCY_MISMATCH, AMOUNT_OUT_OF_RANGE, PAYMENT_ID_REUSED, REFUND_OVER_BALANCE.
absl::StatusOr<v1::Contract> ImportContract(const v1::ImportedContract& row, std::string name,
                                            const v1::DepartmentTerms& terms, const Actor& actor, absl::Time now);

}  // namespace zamer::contract
