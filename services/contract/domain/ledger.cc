#include "services/contract/domain/ledger.h"

#include <absl/strings/str_cat.h>

#include <algorithm>
#include <string>

#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/common/time/timestamps.h"
#include "services/contract/domain/money.h"
#include "services/contract/domain/occurred.h"
#include "services/contract/domain/refusals.h"

namespace zamer::contract {
namespace {

using v1::Contract;
using v1::LedgerEntry;

// The sum that an entry goes into, and its sign there.
struct Account {
  std::int64_t Balance::* sum;
  std::int64_t sign;
};

Account AccountOf(LedgerEntry::Kind kind) {
  if (kind == LedgerEntry::REFUND) return {&Balance::paid, -1};
  if (kind == LedgerEntry::WRITE_OFF) return {&Balance::written_off, 1};
  if (kind == LedgerEntry::COST) return {&Balance::costs, 1};
  return {&Balance::paid, 1};
}

absl::StatusOr<Balance> BalanceOf(const Contract& contract, std::string_view currency) {
  Balance balance;
  for (const LedgerEntry& entry : contract.ledger()) {
    ZAMER_ASSIGN_OR_RETURN(balance, Plus(balance, entry, currency, "ledger"));
  }
  return balance;
}

Contract::State StateOf(const Contract& contract, std::int32_t prepaid_share_bps) {
  if (IsPrepaid(contract, prepaid_share_bps)) return Contract::PREPAID;
  return contract.paid().minor_units() > 0 ? Contract::PARTLY_PREPAID : Contract::SIGNED;
}

}  // namespace

absl::StatusOr<Balance> Plus(Balance balance, const LedgerEntry& entry, std::string_view currency,
                             std::string_view field) {
  const std::string amount = std::string(field) + ".amount";
  ZAMER_ASSIGN_OR_RETURN(const std::int64_t units, UnitsIn(currency, entry.amount(), amount));
  if (units == 0) return AmountRefused(amount, "must not be zero");
  if (units < 0 && entry.kind() != LedgerEntry::CORRECTION) {
    return AmountRefused(amount, "must be above zero; only a correction may be negative");
  }
  const auto [sum, sign] = AccountOf(entry.kind());
  ZAMER_ASSIGN_OR_RETURN(balance.*sum, Add(balance.*sum, sign * units, amount));
  return balance;
}

std::int64_t PaidBy(const LedgerEntry& entry) {
  const auto [sum, sign] = AccountOf(entry.kind());
  return sum == &Balance::paid ? sign * entry.amount().minor_units() : 0;
}

absl::Status CheckNotOverdrawn(const Balance& balance) {
  if (balance.paid >= 0) return absl::OkStatus();
  return FailedPrecondition(Reason::kRefundOverBalance,
                            "More would go back than was paid: read the contract and refund at most its balance.",
                            {{"over_minor_units", absl::StrCat(-balance.paid)}});
}

bool IsPrepaid(const Contract& contract, std::int32_t prepaid_share_bps) {
  return contract.has_total() &&
         ReachesShare(contract.paid().minor_units(), contract.total().minor_units(), prepaid_share_bps);
}

bool IsOpen(Contract::State state) {
  return state == Contract::SIGNED || state == Contract::PARTLY_PREPAID || state == Contract::PREPAID;
}

absl::Status Settle(Contract& contract, std::string_view currency, std::int32_t prepaid_share_bps) {
  ZAMER_ASSIGN_OR_RETURN(const Balance balance, BalanceOf(contract, currency));
  *contract.mutable_paid() = MakeMoney(currency, balance.paid);
  *contract.mutable_costs() = MakeMoney(currency, balance.costs);
  contract.set_overpaid(contract.has_total() && balance.paid > contract.total().minor_units() - balance.written_off);
  if (contract.state() == Contract::CANCELLED) {
    const std::int64_t due = std::max<std::int64_t>(0, balance.paid - balance.costs);
    *contract.mutable_refund_due() = MakeMoney(currency, due);
  } else if (IsOpen(contract.state()) || contract.state() == Contract::STATE_UNSPECIFIED) {
    contract.set_state(StateOf(contract, prepaid_share_bps));
  }
  return absl::OkStatus();
}

bool SameEntry(const LedgerEntry& recorded, const LedgerEntry& again) {
  return recorded.kind() == again.kind() && recorded.amount().minor_units() == again.amount().minor_units() &&
         recorded.amount().currency_code() == again.amount().currency_code() &&
         (!again.has_occurred_time() || (recorded.has_occurred_time() && FromTimestamp(recorded.occurred_time()) ==
                                                                             FromTimestamp(again.occurred_time())));
}

absl::StatusOr<Recorded> RecordEntry(const Contract& contract, const LedgerEntry& entry,
                                     const v1::DepartmentTerms& terms, const Actor& actor, absl::Time now) {
  ZAMER_RETURN_IF_ERROR(CheckOwn(actor, contract.designer()));
  const auto& ledger = contract.ledger();
  const auto known = std::ranges::find(ledger, entry.external_id(), &LedgerEntry::external_id);
  if (known != ledger.end()) {
    if (SameEntry(*known, entry)) return Recorded{contract, true};
    return InvalidArgument(Reason::kPaymentIdReused,
                           "The ledger has this external id with other content: a new payment needs its own, a wrong "
                           "one needs a correction.",
                           {{"external_id", entry.external_id()}});
  }
  if (ledger.size() == kMostEntries) {
    return FieldRefused("entry", absl::StrCat("cannot be added to a ledger that has ", kMostEntries, " entries"));
  }

  ZAMER_ASSIGN_OR_RETURN(
      const absl::Time occurred,
      OccurredTime(entry.has_occurred_time() ? &entry.occurred_time() : nullptr, now, "entry.occurred_time"));
  const std::string& currency = contract.paid().currency_code();
  Recorded recorded{contract};
  LedgerEntry& added = *recorded.contract.add_ledger();
  added = entry;
  *added.mutable_occurred_time() = ToTimestamp(occurred);
  *added.mutable_recorded_time() = ToTimestamp(now);
  added.set_recorded_by(actor.name);
  ZAMER_ASSIGN_OR_RETURN(const Balance before, BalanceOf(contract, currency));
  ZAMER_ASSIGN_OR_RETURN(const Balance after, Plus(before, added, currency, "entry"));
  ZAMER_RETURN_IF_ERROR(CheckNotOverdrawn(after));
  ZAMER_RETURN_IF_ERROR(Settle(recorded.contract, currency, terms.prepaid_share_bps()));
  return recorded;
}

}  // namespace zamer::contract
