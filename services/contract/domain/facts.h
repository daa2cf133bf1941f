// The events that decisions lead to, without their meta: who and when is the service's to add.
#pragma once
#include <vector>

#include "zamer/contract/v1/contract.pb.h"
#include "zamer/contract/v1/contract_events.pb.h"

namespace zamer::contract {

v1::ContractEvent EstimateChanged(const v1::Estimate& estimate);
v1::ContractEvent ContractSigned(const v1::Contract& contract);
// The last entry of the ledger.
v1::ContractEvent LedgerEntryRecorded(const v1::Contract& contract);
// Every entry of the ledger, in order, each with what was paid up to it.
std::vector<v1::ContractEvent> LedgerEntriesRecorded(const v1::Contract& contract);
v1::ContractEvent ContractHandedOver(const v1::Contract& contract, const v1::ProductionOrder& order);
v1::ContractEvent ContractCancelled(const v1::Contract& contract);

}  // namespace zamer::contract
