#include "services/contract/domain/production.h"

#include <absl/strings/str_cat.h>

#include <utility>

#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/common/time/timestamps.h"
#include "services/contract/domain/ledger.h"
#include "services/contract/domain/money.h"

namespace zamer::contract {
namespace {

using v1::Contract;

absl::Status CheckState(const Contract& contract) {
  if (IsOpen(contract.state())) return absl::OkStatus();
  if (!contract.production_order().empty() && contract.state() != Contract::CANCELLED) {
    return FailedPrecondition(Reason::kAlreadyHandedOver, "Production has the contract already: open its order.",
                              {{"production_order", contract.production_order()}});
  }
  if (contract.state() == Contract::CANCELLED) {
    return FailedPrecondition(Reason::kContractCancelled, "The contract is cancelled: sign a new one.");
  }
  return IllegalTransition(contract.name(), Contract::State_Name(contract.state()),
                           Contract::State_Name(Contract::IN_PRODUCTION));
}

absl::Status PrepaymentMissing(const Contract& contract, std::int32_t share_bps) {
  Metadata metadata{{"paid_minor_units", absl::StrCat(contract.paid().minor_units())},
                    {"prepaid_share_bps", absl::StrCat(share_bps)}};
  if (!contract.has_total()) {
    return FailedPrecondition(Reason::kPrepaymentMissing,
                              "The total is not known, so no prepayment is enough: the sales head may force the start.",
                              std::move(metadata));
  }
  metadata.emplace_back("needed_minor_units", absl::StrCat(LeastReaching(contract.total().minor_units(), share_bps)));
  return FailedPrecondition(Reason::kPrepaymentMissing,
                            "The prepayment is short: record what is missing, or let the sales head force the start.",
                            std::move(metadata));
}

}  // namespace

absl::StatusOr<HandOver> HandOverToProduction(const Contract& contract, std::string order, bool force,
                                              const v1::DepartmentTerms& terms, const Actor& actor, absl::Time now) {
  ZAMER_RETURN_IF_ERROR(CheckOwn(actor, contract.designer()));
  ZAMER_RETURN_IF_ERROR(CheckState(contract));
  const bool prepaid = IsPrepaid(contract, terms.prepaid_share_bps());
  if (!prepaid) {
    if (!force) return PrepaymentMissing(contract, terms.prepaid_share_bps());
    ZAMER_RETURN_IF_ERROR(CheckSalesHead(actor, "Only the sales head may start production without the prepayment."));
  }

  HandOver done{contract, {}};
  done.contract.set_state(Contract::IN_PRODUCTION);
  done.contract.set_production_order(order);
  done.order.set_name(std::move(order));
  done.order.set_contract(contract.name());
  done.order.set_lead(contract.lead());
  *done.order.mutable_hand_over_time() = ToTimestamp(now);
  done.order.set_handed_over_by(actor.name);
  done.order.set_forced(!prepaid);
  return done;
}

}  // namespace zamer::contract
