#include "services/contract/contract_service.h"

#include <utility>

#include "services/common/events/dead_letters.h"
#include "services/common/events/feed.h"

namespace zamer::contract {

using grpc::CallbackServerContext;
using grpc::ServerUnaryReactor;

ContractService::ContractService(rpc::Host& host, ContractParts parts)
    : calls_(host, v1::ContractService::service_full_name()),
      parts_(std::move(parts)),
      estimates_({parts_.store, gate_, parts_.ids}),
      contracts_({parts_.store, gate_, parts_.ids}),
      imports_({parts_.store, gate_, parts_.ids}) {}

ServerUnaryReactor* ContractService::CreateEstimate(CallbackServerContext* context,
                                                    const v1::CreateEstimateRequest* request, v1::Estimate* response) {
  return calls_.Unary(context, request, response,
                      [this](rpc::Call& call, const auto& asked) { return estimates_.Create(call, asked); });
}

ServerUnaryReactor* ContractService::GetEstimate(CallbackServerContext* context, const v1::GetEstimateRequest* request,
                                                 v1::Estimate* response) {
  return calls_.Unary(context, request, response,
                      [this](rpc::Call& call, const auto& asked) { return estimates_.Get(call, asked); });
}

ServerUnaryReactor* ContractService::ListEstimates(CallbackServerContext* context,
                                                   const v1::ListEstimatesRequest* request,
                                                   v1::ListEstimatesResponse* response) {
  return calls_.Unary(context, request, response,
                      [this](rpc::Call& call, const auto& asked) { return estimates_.List(call, asked); });
}

ServerUnaryReactor* ContractService::UpdateEstimate(CallbackServerContext* context,
                                                    const v1::UpdateEstimateRequest* request, v1::Estimate* response) {
  return calls_.Unary(context, request, response,
                      [this](rpc::Call& call, const auto& asked) { return estimates_.Update(call, asked); });
}

ServerUnaryReactor* ContractService::ApproveEstimate(CallbackServerContext* context,
                                                     const v1::ApproveEstimateRequest* request,
                                                     v1::Estimate* response) {
  return calls_.Unary(context, request, response,
                      [this](rpc::Call& call, const auto& asked) { return estimates_.Approve(call, asked); });
}

ServerUnaryReactor* ContractService::RejectEstimate(CallbackServerContext* context,
                                                    const v1::RejectEstimateRequest* request, v1::Estimate* response) {
  return calls_.Unary(context, request, response,
                      [this](rpc::Call& call, const auto& asked) { return estimates_.Reject(call, asked); });
}

ServerUnaryReactor* ContractService::SignContract(CallbackServerContext* context,
                                                  const v1::SignContractRequest* request, v1::Contract* response) {
  return calls_.Unary(context, request, response,
                      [this](rpc::Call& call, const auto& asked) { return contracts_.Sign(call, asked); });
}

ServerUnaryReactor* ContractService::GetContract(CallbackServerContext* context, const v1::GetContractRequest* request,
                                                 v1::Contract* response) {
  return calls_.Unary(context, request, response,
                      [this](rpc::Call& call, const auto& asked) { return contracts_.Get(call, asked); });
}

ServerUnaryReactor* ContractService::ListContracts(CallbackServerContext* context,
                                                   const v1::ListContractsRequest* request,
                                                   v1::ListContractsResponse* response) {
  return calls_.Unary(context, request, response,
                      [this](rpc::Call& call, const auto& asked) { return contracts_.List(call, asked); });
}

ServerUnaryReactor* ContractService::RecordPayment(CallbackServerContext* context,
                                                   const v1::RecordPaymentRequest* request, v1::Contract* response) {
  return calls_.Unary(context, request, response,
                      [this](rpc::Call& call, const auto& asked) { return contracts_.Record(call, asked); });
}

ServerUnaryReactor* ContractService::HandOverToProduction(CallbackServerContext* context,
                                                          const v1::HandOverToProductionRequest* request,
                                                          v1::ProductionOrder* response) {
  return calls_.Unary(context, request, response,
                      [this](rpc::Call& call, const auto& asked) { return contracts_.HandOver(call, asked); });
}

ServerUnaryReactor* ContractService::GetProductionOrder(CallbackServerContext* context,
                                                        const v1::GetProductionOrderRequest* request,
                                                        v1::ProductionOrder* response) {
  return calls_.Unary(context, request, response,
                      [this](rpc::Call& call, const auto& asked) { return contracts_.GetOrder(call, asked); });
}

ServerUnaryReactor* ContractService::CancelContract(CallbackServerContext* context,
                                                    const v1::CancelContractRequest* request, v1::Contract* response) {
  return calls_.Unary(context, request, response,
                      [this](rpc::Call& call, const auto& asked) { return contracts_.Cancel(call, asked); });
}

ServerUnaryReactor* ContractService::ImportContracts(CallbackServerContext* context,
                                                     const v1::ImportContractsRequest* request,
                                                     v1::ImportContractsResponse* response) {
  return calls_.Unary(context, request, response,
                      [this](rpc::Call& call, const auto& asked) { return imports_.Import(call, asked); });
}

grpc::ServerWriteReactor<v1::SubscribeResponse>* ContractService::Subscribe(CallbackServerContext* context,
                                                                            const type::v1::SubscribeRequest* request) {
  return calls_.Stream<v1::SubscribeResponse>(
      context, request, [this](rpc::Call& call, const auto& asked, rpc::Writer<v1::SubscribeResponse>& out) {
        return events::ServeFeed(parts_.log, parts_.store.keys(), call, asked, out);
      });
}

ServerUnaryReactor* ContractService::GetFeed(CallbackServerContext* context, const type::v1::GetFeedRequest* request,
                                             type::v1::Feed* response) {
  return calls_.Unary(context, request, response, [this](rpc::Call& call, const auto&) {
    return events::LatestCursors(parts_.log, parts_.store.keys(), call.deadline());
  });
}

ServerUnaryReactor* ContractService::ListDeadLetters(CallbackServerContext* context,
                                                     const type::v1::ListDeadLettersRequest* request,
                                                     type::v1::ListDeadLettersResponse* response) {
  return calls_.Unary(context, request, response, [this](rpc::Call& call, const auto& asked) {
    return events::ListDeadLetters(parts_.store, asked, call.deadline());
  });
}

ServerUnaryReactor* ContractService::Redrive(CallbackServerContext* context, const type::v1::RedriveRequest* request,
                                             type::v1::RedriveResponse* response) {
  return calls_.Unary(context, request, response, [this](rpc::Call& call, const auto& asked) {
    return events::Redrive(parts_.store, parts_.consumers, asked, call.deadline());
  });
}

}  // namespace zamer::contract
