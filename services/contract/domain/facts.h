// The events that decisions lead to, without their meta: who and when is the service's to add.
#pragma once
#include <string_view>

#include "zamer/contract/v1/contract.pb.h"
#include "zamer/contract/v1/contract_events.pb.h"

namespace zamer::contract {

v1::ContractEvent EstimateChanged(const v1::Estimate& estimate);
v1::ContractEvent ContractSigned(const v1::Contract& contract);
// `paid`: payments minus refunds plus corrections up to this entry.
v1::ContractEvent LedgerEntryRecorded(const v1::Contract& contract, const v1::LedgerEntry& entry,
                                      const type::v1::Money& paid);
v1::ContractEvent ContractHandedOver(const v1::Contract& contract, const v1::ProductionOrder& order);
v1::ContractEvent ContractCancelled(const v1::Contract& contract);

}  // namespace zamer::contract
