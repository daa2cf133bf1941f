// The calls on estimates.
#pragma once
#include <absl/status/statusor.h>

#include <asio/awaitable.hpp>
#include <functional>
#include <string>

#include "services/contract/calls_base.h"
#include "zamer/contract/v1/contract_records.pb.h"
#include "zamer/contract/v1/contract_service.pb.h"

namespace zamer::contract {

// One coroutine per method, called by ContractService. Errors as the domain's functions say, and NOT_FOUND.
class EstimateCalls {
 public:
  explicit EstimateCalls(CallParts parts) : parts_(parts) {}

  asio::awaitable<absl::StatusOr<v1::Estimate>> Create(rpc::Call& call, const v1::CreateEstimateRequest& request);
  asio::awaitable<absl::StatusOr<v1::Estimate>> Get(rpc::Call& call, const v1::GetEstimateRequest& request);
  asio::awaitable<absl::StatusOr<v1::ListEstimatesResponse>> List(rpc::Call& call,
                                                                  const v1::ListEstimatesRequest& request);
  asio::awaitable<absl::StatusOr<v1::Estimate>> Update(rpc::Call& call, const v1::UpdateEstimateRequest& request);
  asio::awaitable<absl::StatusOr<v1::Estimate>> Approve(rpc::Call& call, const v1::ApproveEstimateRequest& request);
  asio::awaitable<absl::StatusOr<v1::Estimate>> Reject(rpc::Call& call, const v1::RejectEstimateRequest& request);

 private:
  using Decide = std::function<absl::StatusOr<v1::Estimate>(const v1::Estimate&, const v1::DepartmentTerms&)>;

  // Changes one estimate as `decide` says.
  asio::awaitable<absl::StatusOr<v1::Estimate>> Change(rpc::Call& call, const google::protobuf::Message& request,
                                                       std::string name, std::string etag, Decide decide);

  CallParts parts_;
};

}  // namespace zamer::contract
