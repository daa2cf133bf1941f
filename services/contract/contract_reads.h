// Reading the records of a commit, with the error that says which one is missing.
#pragma once
#include <absl/status/statusor.h>

#include <asio/awaitable.hpp>
#include <string>
#include <string_view>

#include "services/common/store/transaction.h"
#include "services/contract/domain/signing.h"
#include "zamer/contract/v1/contract.pb.h"
#include "zamer/contract/v1/contract_records.pb.h"

namespace zamer::contract {

// NOT_FOUND for a name that nothing has.
absl::Status EstimateNotFound(std::string_view name);
absl::Status ContractNotFound(std::string_view name);
absl::Status OrderNotFound(std::string_view name);
absl::Status DepartmentNotFound(std::string_view department);

// The estimate; NOT_FOUND, or ABORTED/ETAG_STALE when `etag` is another version's. Empty: any version.
asio::awaitable<absl::StatusOr<store::Versioned<v1::Estimate>>> LoadEstimate(store::Transaction& tx, std::string name,
                                                                             std::string etag);
// The contract, likewise.
asio::awaitable<absl::StatusOr<store::Versioned<v1::Contract>>> LoadContract(store::Transaction& tx, std::string name,
                                                                             std::string etag);
// The terms of a department, by its id.
asio::awaitable<absl::StatusOr<v1::DepartmentTerms>> LoadTerms(store::Transaction& tx, std::string department);

// What is known of a lead, or of the lead that it was merged into, under that one's name.
asio::awaitable<absl::StatusOr<SignedLead>> LoadLead(store::Transaction& tx, std::string name);

}  // namespace zamer::contract
