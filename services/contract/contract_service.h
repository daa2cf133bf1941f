// The contract service's gRPC face: which method is answered where.
#pragma once
#include <vector>

#include "services/common/events/consumer.h"
#include "services/common/events/event_log.h"
#include "services/common/rpc/calls.h"
#include "services/contract/contract_calls.h"
#include "services/contract/estimate_calls.h"
#include "services/contract/import_calls.h"
#include "zamer/contract/v1/contract_service.grpc.pb.h"

namespace zamer::contract {

// What the service works with; all outlive it.
struct ContractParts {
  store::Store& store;
  events::EventLog& log;
  IdSource& ids;
  // Whose dead letters Redrive applies again.
  std::vector<events::Consumer*> consumers;
};

// Estimates, contracts, their ledger and production orders: proto/zamer/contract/v1/contract_service.proto. gRPC calls
// the methods on its threads; everything else happens on the loop thread.
class ContractService final : public v1::ContractService::CallbackService {
 public:
  ContractService(rpc::Host& host, ContractParts parts);

  grpc::ServerUnaryReactor* CreateEstimate(grpc::CallbackServerContext* context,
                                           const v1::CreateEstimateRequest* request, v1::Estimate* response) override;
  grpc::ServerUnaryReactor* GetEstimate(grpc::CallbackServerContext* context, const v1::GetEstimateRequest* request,
                                        v1::Estimate* response) override;
  grpc::ServerUnaryReactor* ListEstimates(grpc::CallbackServerContext* context, const v1::ListEstimatesRequest* request,
                                          v1::ListEstimatesResponse* response) override;
  grpc::ServerUnaryReactor* UpdateEstimate(grpc::CallbackServerContext* context,
                                           const v1::UpdateEstimateRequest* request, v1::Estimate* response) override;
  grpc::ServerUnaryReactor* ApproveEstimate(grpc::CallbackServerContext* context,
                                            const v1::ApproveEstimateRequest* request, v1::Estimate* response) override;
  grpc::ServerUnaryReactor* RejectEstimate(grpc::CallbackServerContext* context,
                                           const v1::RejectEstimateRequest* request, v1::Estimate* response) override;
  grpc::ServerUnaryReactor* SignContract(grpc::CallbackServerContext* context, const v1::SignContractRequest* request,
                                         v1::Contract* response) override;
  grpc::ServerUnaryReactor* GetContract(grpc::CallbackServerContext* context, const v1::GetContractRequest* request,
                                        v1::Contract* response) override;
  grpc::ServerUnaryReactor* ListContracts(grpc::CallbackServerContext* context, const v1::ListContractsRequest* request,
                                          v1::ListContractsResponse* response) override;
  grpc::ServerUnaryReactor* RecordPayment(grpc::CallbackServerContext* context, const v1::RecordPaymentRequest* request,
                                          v1::Contract* response) override;
  grpc::ServerUnaryReactor* HandOverToProduction(grpc::CallbackServerContext* context,
                                                 const v1::HandOverToProductionRequest* request,
                                                 v1::ProductionOrder* response) override;
  grpc::ServerUnaryReactor* GetProductionOrder(grpc::CallbackServerContext* context,
                                               const v1::GetProductionOrderRequest* request,
                                               v1::ProductionOrder* response) override;
  grpc::ServerUnaryReactor* CancelContract(grpc::CallbackServerContext* context,
                                           const v1::CancelContractRequest* request, v1::Contract* response) override;
  grpc::ServerUnaryReactor* ImportContracts(grpc::CallbackServerContext* context,
                                            const v1::ImportContractsRequest* request,
                                            v1::ImportContractsResponse* response) override;
  grpc::ServerWriteReactor<v1::SubscribeResponse>* Subscribe(grpc::CallbackServerContext* context,
                                                             const type::v1::SubscribeRequest* request) override;
  grpc::ServerUnaryReactor* GetFeed(grpc::CallbackServerContext* context, const type::v1::GetFeedRequest* request,
                                    type::v1::Feed* response) override;
  grpc::ServerUnaryReactor* ListDeadLetters(grpc::CallbackServerContext* context,
                                            const type::v1::ListDeadLettersRequest* request,
                                            type::v1::ListDeadLettersResponse* response) override;
  grpc::ServerUnaryReactor* Redrive(grpc::CallbackServerContext* context, const type::v1::RedriveRequest* request,
                                    type::v1::RedriveResponse* response) override;

 private:
  rpc::Calls calls_;
  ContractParts parts_;
  store::Gate gate_;
  EstimateCalls estimates_;
  ContractCalls contracts_;
  ImportCalls imports_;
};

}  // namespace zamer::contract
