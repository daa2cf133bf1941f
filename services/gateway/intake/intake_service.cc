#include "services/gateway/intake/intake_service.h"

#include "services/common/names/names.h"
#include "services/common/status/macros.h"
#include "services/gateway/intake/delivery_reads.h"
#include "services/gateway/intake/redrive.h"

namespace zamer::gateway::intake {

grpc::ServerUnaryReactor* IntakeService::ListWaysIn(grpc::CallbackServerContext* context,
                                                    const v1::ListWaysInRequest* request,
                                                    v1::ListWaysInResponse* response) {
  return calls_.Unary(context, request, response, [this](rpc::Call& call, const v1::ListWaysInRequest& r) {
    return intake::ListWaysIn(tools_, call, r);
  });
}

grpc::ServerUnaryReactor* IntakeService::GetDelivery(grpc::CallbackServerContext* context,
                                                     const v1::GetDeliveryRequest* request, v1::Delivery* response) {
  return calls_.Unary(context, request, response, [this](rpc::Call& call, const v1::GetDeliveryRequest& r) {
    return intake::GetDelivery(tools_, call, r);
  });
}

grpc::ServerUnaryReactor* IntakeService::ListDeliveries(grpc::CallbackServerContext* context,
                                                        const v1::ListDeliveriesRequest* request,
                                                        v1::ListDeliveriesResponse* response) {
  return calls_.Unary(context, request, response, [this](rpc::Call& call, const v1::ListDeliveriesRequest& r) {
    return intake::ListDeliveries(tools_, call, r);
  });
}

grpc::ServerUnaryReactor* IntakeService::RedriveDeliveries(grpc::CallbackServerContext* context,
                                                           const v1::RedriveDeliveriesRequest* request,
                                                           v1::RedriveDeliveriesResponse* response) {
  using Answer = asio::awaitable<absl::StatusOr<v1::RedriveDeliveriesResponse>>;
  return calls_.Unary(context, request, response,
                      [this](const rpc::Call& call, const v1::RedriveDeliveriesRequest& r) -> Answer {
                        ZAMER_CO_ASSIGN_OR_RETURN(auto redriven, co_await intake::RedriveDeliveries(tools_, call, r));
                        on_redriven_(tools_.store.keys().PartitionOf(LastSegment(r.parent())));
                        co_return redriven;
                      });
}

}  // namespace zamer::gateway::intake
