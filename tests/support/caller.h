// A person or program that calls the services of a cluster, as a test's straight-line code.
#pragma once
#include <absl/status/statusor.h>
#include <absl/time/time.h>
#include <grpcpp/grpcpp.h>

#include <map>
#include <memory>
#include <string>
#include <tuple>
#include <vector>

#include "services/common/rpc/to_grpc.h"
#include "tests/support/cluster.h"
#include "zamer/contract/v1/contract_service.grpc.pb.h"
#include "zamer/lead/v1/lead_service.grpc.pb.h"
#include "zamer/metrics/v1/metrics_service.grpc.pb.h"
#include "zamer/scheduling/v1/scheduling_service.grpc.pb.h"
#include "zamer/type/v1/role.pb.h"

namespace zamer::testing {

// The stubs' interfaces: LeadApi::CreateLead and so on.
using LeadApi = lead::v1::LeadService::StubInterface;
using SchedulingApi = scheduling::v1::SchedulingService::StubInterface;
using ContractApi = contract::v1::ContractService::StubInterface;
using MetricsApi = metrics::v1::MetricsService::StubInterface;

// The newest position per service and partition that callers have been told; callers that share one read each other's
// writes. One thread.
class Positions {
 public:
  void Note(const std::string& position);
  const std::map<std::string, std::string>& newest() const { return newest_; }

 private:
  std::map<std::string, std::string> newest_;
};

// Blocks the thread for each call. Must not outlive the cluster and the positions.
class Caller {
 public:
  // `subject` is an employee's name or `services/x`; `department` an id or `*`.
  Caller(const Cluster& cluster, Positions& positions, std::string subject, std::string department,
         const std::vector<type::v1::Role>& roles);

  //   absl::StatusOr<Lead> lead = manager.Call(&LeadApi::GetLead, request);
  // A request without a request_id gets a fresh one, so that only those who set it retry. Waits for what the callers
  // of the same positions have written.
  template <class Api, class Request, class Response>
  absl::StatusOr<Response> Call(grpc::Status (Api::*method)(grpc::ClientContext*, const Request&, Response*),
                                Request request) {
    NameRequest(request);
    const auto context = NewContext();
    Response response;
    const grpc::Status status = ((*std::get<std::unique_ptr<Api>>(stubs_)).*method)(context.get(), request, &response);
    Note(*context);
    if (!status.ok()) return rpc::FromGrpc(status);
    return response;
  }

  const std::string& subject() const { return subject_; }
  const std::string& token() const { return token_; }

 private:
  std::unique_ptr<grpc::ClientContext> NewContext() const;
  static void NameRequest(google::protobuf::Message& request);
  void Note(const grpc::ClientContext& context);

  Positions& positions_;
  std::string subject_;
  std::string token_;
  std::tuple<std::unique_ptr<LeadApi>, std::unique_ptr<SchedulingApi>, std::unique_ptr<ContractApi>,
             std::unique_ptr<MetricsApi>>
      stubs_;
};

// An employee's token for one department, or with `*` for all, good for an hour.
std::string MintToken(const std::string& subject, const std::string& department,
                      const std::vector<type::v1::Role>& roles);

}  // namespace zamer::testing
