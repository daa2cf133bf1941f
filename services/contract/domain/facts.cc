#include "services/contract/domain/facts.h"

#include <cstdint>

#include "services/contract/domain/ledger.h"
#include "services/contract/domain/money.h"

namespace zamer::contract {
namespace {

void Describe(const v1::Contract& contract, v1::ContractFacts& facts) {
  facts.set_lead(contract.lead());
  facts.set_designer(contract.designer());
  if (contract.has_total()) *facts.mutable_total() = contract.total();
  if (contract.has_list_total()) *facts.mutable_list_total() = contract.list_total();
  if (contract.has_sign_time()) *facts.mutable_sign_time() = contract.sign_time();
  if (contract.has_first_touch()) facts.set_first_touch(contract.first_touch());
  facts.set_meeting(contract.meeting());
  facts.set_imported(contract.imported());
}

v1::ContractEvent EntryRecorded(const v1::Contract& contract, const v1::LedgerEntry& entry,
                                const type::v1::Money& paid) {
  v1::ContractEvent event;
  auto& fact = *event.mutable_ledger_entry_recorded();
  Describe(contract, *fact.mutable_contract());
  fact.set_kind(entry.kind());
  *fact.mutable_amount() = entry.amount();
  if (entry.has_occurred_time()) *fact.mutable_occurred_time() = entry.occurred_time();
  *fact.mutable_paid() = paid;
  return event;
}

}  // namespace

v1::ContractEvent EstimateChanged(const v1::Estimate& estimate) {
  v1::ContractEvent event;
  auto& fact = *event.mutable_estimate_changed();
  fact.set_lead(estimate.lead());
  fact.set_designer(estimate.designer());
  fact.set_state(estimate.state());
  *fact.mutable_total() = estimate.total();
  *fact.mutable_list_total() = estimate.list_total();
  return event;
}

v1::ContractEvent ContractSigned(const v1::Contract& contract) {
  v1::ContractEvent event;
  Describe(contract, *event.mutable_contract_signed()->mutable_contract());
  return event;
}

v1::ContractEvent LedgerEntryRecorded(const v1::Contract& contract) {
  return EntryRecorded(contract, contract.ledger(contract.ledger_size() - 1), contract.paid());
}

std::vector<v1::ContractEvent> LedgerEntriesRecorded(const v1::Contract& contract) {
  std::vector<v1::ContractEvent> events;
  std::int64_t paid = 0;
  for (const v1::LedgerEntry& entry : contract.ledger()) {
    paid += PaidBy(entry);
    events.push_back(EntryRecorded(contract, entry, MakeMoney(contract.paid().currency_code(), paid)));
  }
  return events;
}

v1::ContractEvent ContractHandedOver(const v1::Contract& contract, const v1::ProductionOrder& order) {
  v1::ContractEvent event;
  auto& fact = *event.mutable_contract_handed_over();
  Describe(contract, *fact.mutable_contract());
  fact.set_production_order(order.name());
  fact.set_forced(order.forced());
  return event;
}

v1::ContractEvent ContractCancelled(const v1::Contract& contract) {
  v1::ContractEvent event;
  auto& fact = *event.mutable_contract_cancelled();
  Describe(contract, *fact.mutable_contract());
  *fact.mutable_cancel_time() = contract.cancel_time();
  fact.set_reason(contract.cancel_reason());
  return event;
}

}  // namespace zamer::contract
