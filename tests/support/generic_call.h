// Calls by name and bytes, for tests that walk methods by their descriptors.
#pragma once
#include <absl/status/statusor.h>
#include <absl/time/time.h>
#include <grpcpp/grpcpp.h>

#include <memory>
#include <string>

namespace zamer::testing {

struct GenericRequest {
  std::string method;   // such as `/zamer.lead.v1.LeadService/GetLead`
  std::string bytes{};  // the serialized request
  std::string token{};  // empty: none is sent
  absl::Duration within = absl::Seconds(10);
  bool wait_for_ready = false;  // rather than failing at once where nobody listens
};

// The serialized answer of a unary method, or of a server stream its first message; "" for a stream that ends well
// without one. Errors keep their details. Blocks the thread.
absl::StatusOr<std::string> GenericCall(const std::shared_ptr<grpc::Channel>& channel, const GenericRequest& request);

// Whether grpc.health.v1 says that this service is serving.
bool IsServing(const std::shared_ptr<grpc::Channel>& channel, const std::string& service);

}  // namespace zamer::testing
