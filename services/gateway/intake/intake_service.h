// The intake's gRPC face: proto/zamer/gateway/v1/intake_service.proto.
#pragma once
#include <string>

#include "services/common/rpc/calls.h"
#include "services/gateway/intake/intake_parts.h"
#include "zamer/gateway/v1/intake_service.grpc.pb.h"

namespace zamer::gateway::intake {

// gRPC calls the methods on its threads; everything else happens on the loop thread.
class IntakeService final : public v1::IntakeService::CallbackService {
 public:
  // `on_redriven` is told the partition that has something to deliver again.
  IntakeService(rpc::Host& host, const Tools& tools, std::function<void(std::uint32_t)> on_redriven)
      : calls_(host, v1::IntakeService::service_full_name()), tools_(tools), on_redriven_(std::move(on_redriven)) {}

  grpc::ServerUnaryReactor* ListWaysIn(grpc::CallbackServerContext* context, const v1::ListWaysInRequest* request,
                                       v1::ListWaysInResponse* response) override;
  grpc::ServerUnaryReactor* GetDelivery(grpc::CallbackServerContext* context, const v1::GetDeliveryRequest* request,
                                        v1::Delivery* response) override;
  grpc::ServerUnaryReactor* ListDeliveries(grpc::CallbackServerContext* context,
                                           const v1::ListDeliveriesRequest* request,
                                           v1::ListDeliveriesResponse* response) override;
  grpc::ServerUnaryReactor* RedriveDeliveries(grpc::CallbackServerContext* context,
                                              const v1::RedriveDeliveriesRequest* request,
                                              v1::RedriveDeliveriesResponse* response) override;

 private:
  rpc::Calls calls_;
  const Tools tools_;
  const std::function<void(std::uint32_t)> on_redriven_;
};

}  // namespace zamer::gateway::intake
