// Who takes what was delivered.
#pragma once
#include <absl/status/statusor.h>

#include <asio/awaitable.hpp>
#include <string>

#include "services/common/rpc/client.h"
#include "zamer/lead/v1/lead_service.grpc.pb.h"

namespace zamer::gateway::intake {

// The lead service, or a test. A request may come again with its request_id: it is taken once.
class LeadSink {
 public:
  virtual ~LeadSink() = default;
  // The lead that has it; empty for a call of somebody unknown.
  virtual asio::awaitable<absl::StatusOr<std::string>> Take(lead::v1::CreateLeadRequest request) = 0;
  virtual asio::awaitable<absl::StatusOr<std::string>> Take(lead::v1::RecordCallRequest request) = 0;
};

// The lead service over gRPC, in the name of this service.
class GrpcLeadSink final : public LeadSink {
 public:
  // `channel` must outlive it.
  explicit GrpcLeadSink(rpc::Channel& channel) : client_(channel) {}

  asio::awaitable<absl::StatusOr<std::string>> Take(lead::v1::CreateLeadRequest request) override;
  asio::awaitable<absl::StatusOr<std::string>> Take(lead::v1::RecordCallRequest request) override;

 private:
  rpc::Client<lead::v1::LeadService> client_;
};

}  // namespace zamer::gateway::intake
