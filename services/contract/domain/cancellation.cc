#include "services/contract/domain/cancellation.h"

#include <utility>

#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/common/time/timestamps.h"
#include "services/contract/domain/ledger.h"
#include "services/contract/domain/refusals.h"

namespace zamer::contract {
namespace {

using v1::Contract;

absl::Status CheckState(const Contract& contract, const Actor& actor) {
  if (IsOpen(contract.state())) return absl::OkStatus();
  if (contract.state() == Contract::IN_PRODUCTION) {
    return CheckSalesHead(actor, "Production has begun: only the sales head may cancel now.");
  }
  if (contract.state() == Contract::CANCELLED) {
    return FailedPrecondition(Reason::kContractCancelled, "The contract is cancelled already: nothing is to be done.");
  }
  return IllegalTransition(contract.name(), Contract::State_Name(contract.state()),
                           Contract::State_Name(Contract::CANCELLED));
}

}  // namespace

absl::StatusOr<Contract> CancelContract(const Contract& contract, std::string reason, const Actor& actor,
                                        absl::Time occurred) {
  ZAMER_RETURN_IF_ERROR(CheckOwn(actor, contract.designer()));
  ZAMER_RETURN_IF_ERROR(CheckState(contract, actor));
  if (contract.has_sign_time() && occurred < FromTimestamp(contract.sign_time())) {
    return FieldRefused("occurred_time", "must not be before the signature");
  }
  Contract next = contract;
  next.set_state(Contract::CANCELLED);
  *next.mutable_cancel_time() = ToTimestamp(occurred);
  next.set_cancel_reason(std::move(reason));
  // A cancelled contract has no prepaid state to derive, so the share does not matter.
  ZAMER_RETURN_IF_ERROR(Settle(next, contract.paid().currency_code(), 0));
  return next;
}

}  // namespace zamer::contract
