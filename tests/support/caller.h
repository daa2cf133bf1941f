// A person or program that calls the services of a cluster, as a test's straight-line code.
#pragma once
#include <absl/status/statusor.h>
#include <absl/time/time.h>
#include <grpcpp/grpcpp.h>

#include <memory>
#include <string>
#include <tuple>
#include <vector>

#include "services/common/rpc/to_grpc.h"
#include "services/zamerctl/simulator/seen.h"
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

// What callers have been told of; callers that share one read each other's writes. One thread.
using simulator::Seen;

// Blocks the thread for each call. Must not outlive the cluster and what it has seen.
class Caller {
 public:
  // `subject` is an employee's name or `services/x`; `department` an id or `*`.
  Caller(const Cluster& cluster, Seen& seen, std::string subject, std::string department,
         const std::vector<type::v1::Role>& roles);

  //   absl::StatusOr<Lead> lead = manager.Call(&LeadApi::GetLead, request);
  // A request without a request_id gets a fresh one. The service waits for what was seen before it answers.
  template <class Api, class Request, class Response>
  absl::StatusOr<Response> Call(grpc::Status (Api::*method)(grpc::ClientContext*, const Request&, Response*),
                                Request request) {
    NameRequest(request);
    const auto context = NewContext();
    Response response;
    const grpc::Status status = ((*std::get<std::unique_ptr<Api>>(stubs_)).*method)(context.get(), request, &response);
    seen_.NoteTrailers(*context);
    if (!status.ok()) return rpc::FromGrpc(status);
    return response;
  }

  const std::string& subject() const { return subject_; }
  const std::string& token() const { return token_; }

 private:
  std::unique_ptr<grpc::ClientContext> NewContext() const;
  static void NameRequest(google::protobuf::Message& request);

  Seen& seen_;
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
