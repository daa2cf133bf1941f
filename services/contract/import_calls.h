// The call that takes another CRM's contracts.
#pragma once
#include <absl/status/statusor.h>

#include <asio/awaitable.hpp>

#include "services/contract/calls_base.h"
#include "zamer/contract/v1/contract_service.pb.h"

namespace zamer::contract {

// All rows of a batch that are right go into one commit; each other row gets its reason.
class ImportCalls {
 public:
  explicit ImportCalls(CallParts parts) : parts_(parts) {}

  asio::awaitable<absl::StatusOr<v1::ImportContractsResponse>> Import(rpc::Call& call,
                                                                      const v1::ImportContractsRequest& request);

 private:
  // Reads which rows are here already, judges the others and writes those that are right.
  asio::awaitable<absl::StatusOr<v1::ImportContractsResponse>> Write(store::Transaction& tx, rpc::Call& call,
                                                                     const v1::ImportContractsRequest& request);

  CallParts parts_;
};

}  // namespace zamer::contract
