#pragma once

#include <grpcpp/grpcpp.h>

#include <memory>
#include <string>
#include <utility>

#include "garden.h"
#include "services/common/rpc/to_grpc.h"

namespace zamer::rpc {

// Calls as a client would and gives back status and answer.
struct GardenClient {
  explicit GardenClient(const Garden& garden) : stub(garden.NewStub()) {}

  absl::Status Get(const GetPlantRequest& request = GoodGet(),
                   std::unique_ptr<grpc::ClientContext> context = Context()) {
    last = std::move(context);
    return FromGrpc(stub->GetPlant(last.get(), request, &plant));
  }
  absl::Status Create(const CreatePlantRequest& request, const std::string& token = Token()) {
    last = Context(token);
    return FromGrpc(stub->CreatePlant(last.get(), request, &plant));
  }

  std::unique_ptr<test::v1::GardenService::Stub> stub;
  std::unique_ptr<grpc::ClientContext> last;
  Plant plant;
};

}  // namespace zamer::rpc
