// The ledger of a contract: what was paid, and what follows from it.
#pragma once
#include <absl/status/status.h>
#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <cstdint>
#include <string_view>

#include "services/contract/domain/actor.h"
#include "zamer/contract/v1/contract.pb.h"
#include "zamer/contract/v1/contract_records.pb.h"

namespace zamer::contract {

// Most entries of one ledger; a furniture contract has a handful.
inline constexpr int kMostEntries = 1000;

// Sums of a ledger, in minor units.
struct Balance {
  std::int64_t paid = 0;  // payments minus refunds plus corrections
  std::int64_t costs = 0;
  std::int64_t written_off = 0;
};

// Adds one entry, whose amount must be in `currency`; `field` names the entry in errors. INVALID_ARGUMENT:
// CURRENCY_MISMATCH, AMOUNT_OUT_OF_RANGE (zero, or negative for anything but a correction). Does not look at the sign
// of the balance: history may come in any order.
absl::StatusOr<Balance> Plus(Balance balance, const v1::LedgerEntry& entry, std::string_view currency,
                             std::string_view field);

// What an entry adds to what is paid, in minor units: negative for a refund, zero for costs and write-offs.
std::int64_t PaidBy(const v1::LedgerEntry& entry);

// FAILED_PRECONDITION/REFUND_OVER_BALANCE when more went back than came in.
absl::Status CheckNotOverdrawn(const Balance& balance);

// Whether the contract is paid enough for production; never when its total is not known.
bool IsPrepaid(const v1::Contract& contract, std::int32_t prepaid_share_bps);

// Whether the state is one that follows from the ledger: signed, and neither in production nor at its end.
bool IsOpen(v1::Contract::State state);

// Derives from the ledger what the contract says of it: paid, costs, overpaid, what is to be refunded after a
// cancellation, and the state of a new or open one.
absl::Status Settle(v1::Contract& contract, std::string_view currency, std::int32_t prepaid_share_bps);

// Whether two entries with the same external id are the same. A missing time contradicts no time: it was a retry by
// somebody who does not know when the first try was recorded.
bool SameEntry(const v1::LedgerEntry& recorded, const v1::LedgerEntry& again);

struct Recorded {
  v1::Contract contract;
  // The ledger had the entry already; nothing changed.
  bool known = false;
};

// Appends an entry, which happened when it says or else now. PERMISSION_DENIED for somebody else's contract;
// INVALID_ARGUMENT: PAYMENT_ID_REUSED, CURRENCY_MISMATCH, AMOUNT_OUT_OF_RANGE, FIELD_INVALID for a time out of bounds
// or a full ledger; FAILED_PRECONDITION/REFUND_OVER_BALANCE.
absl::StatusOr<Recorded> RecordEntry(const v1::Contract& contract, const v1::LedgerEntry& entry,
                                     const v1::DepartmentTerms& terms, const Actor& actor, absl::Time now);

}  // namespace zamer::contract
