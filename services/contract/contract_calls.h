// The calls on contracts and production orders.
#pragma once
#include <absl/status/statusor.h>

#include <asio/awaitable.hpp>

#include "services/contract/calls_base.h"
#include "zamer/contract/v1/contract_service.pb.h"

namespace zamer::contract {

// One coroutine per method, called by ContractService. Errors as the domain's functions say, and NOT_FOUND.
class ContractCalls {
 public:
  explicit ContractCalls(CallParts parts) : parts_(parts) {}

  asio::awaitable<absl::StatusOr<v1::Contract>> Sign(rpc::Call& call, const v1::SignContractRequest& request);
  asio::awaitable<absl::StatusOr<v1::Contract>> Get(rpc::Call& call, const v1::GetContractRequest& request);
  asio::awaitable<absl::StatusOr<v1::ListContractsResponse>> List(rpc::Call& call,
                                                                  const v1::ListContractsRequest& request);
  asio::awaitable<absl::StatusOr<v1::Contract>> Record(rpc::Call& call, const v1::RecordPaymentRequest& request);
  asio::awaitable<absl::StatusOr<v1::Contract>> Cancel(rpc::Call& call, const v1::CancelContractRequest& request);
  asio::awaitable<absl::StatusOr<v1::ProductionOrder>> HandOver(rpc::Call& call,
                                                                const v1::HandOverToProductionRequest& request);
  asio::awaitable<absl::StatusOr<v1::ProductionOrder>> GetOrder(rpc::Call& call,
                                                                const v1::GetProductionOrderRequest& request);

 private:
  CallParts parts_;
};

}  // namespace zamer::contract
