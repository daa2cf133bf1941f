#include "services/contract/contract_reads.h"

#include <utility>

#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/common/store/store.h"
#include "services/contract/contract_records.h"
#include "services/contract/domain/lead_meetings.h"

namespace zamer::contract {
absl::Status EstimateNotFound(std::string_view name) {
  return NotFound(Reason::kEstimateNotFound, "There is no such estimate: check the name, or list the estimates.",
                  {{"estimate", std::string(name)}});
}

absl::Status ContractNotFound(std::string_view name) {
  return NotFound(Reason::kContractNotFound, "There is no such contract: check the name, or list the contracts.",
                  {{"contract", std::string(name)}});
}

absl::Status OrderNotFound(std::string_view name) {
  return NotFound(Reason::kProductionOrderNotFound,
                  "There is no such production order: read the contract, which names its order once it is handed over.",
                  {{"production_order", std::string(name)}});
}

absl::Status DepartmentNotFound(std::string_view department) {
  return NotFound(Reason::kDepartmentNotFound,
                  "No such department is known here: check the name; if it was made a moment ago, send the "
                  "zamer-position of that answer with this call.",
                  {{"department", std::string(department)}});
}

asio::awaitable<absl::StatusOr<store::Versioned<v1::Estimate>>> LoadEstimate(store::Transaction& tx, std::string name,
                                                                             std::string etag) {
  ZAMER_CO_ASSIGN_OR_RETURN(const auto found, co_await tx.Get<v1::Estimate>(KeyOf(kEstimateKind, name)));
  if (!found) co_return EstimateNotFound(name);
  ZAMER_CO_RETURN_IF_ERROR(store::CheckEtag(etag, found.version));
  co_return found;
}

asio::awaitable<absl::StatusOr<store::Versioned<v1::Contract>>> LoadContract(store::Transaction& tx, std::string name,
                                                                             std::string etag) {
  ZAMER_CO_ASSIGN_OR_RETURN(const auto found, co_await tx.Get<v1::Contract>(KeyOf(kContractKind, name)));
  if (!found) co_return ContractNotFound(name);
  ZAMER_CO_RETURN_IF_ERROR(store::CheckEtag(etag, found.version));
  co_return found;
}

asio::awaitable<absl::StatusOr<v1::DepartmentTerms>> LoadTerms(store::Transaction& tx, std::string department) {
  ZAMER_CO_ASSIGN_OR_RETURN(const auto found, co_await tx.Get<v1::DepartmentTerms>(TermsKey(department)));
  if (!found) co_return DepartmentNotFound(department);
  co_return *found;
}

asio::awaitable<absl::StatusOr<SignedLead>> LoadLead(store::Transaction& tx, std::string name) {
  for (int merges = 0; merges < kMostMerges; ++merges) {
    ZAMER_CO_ASSIGN_OR_RETURN(const auto found, co_await tx.Get<v1::LeadMeetings>(KeyOf(kLeadKind, name)));
    if (!found) co_return SignedLead{std::move(name), {}};
    if (found->merged_into().empty()) co_return SignedLead{std::move(name), *found};
    name = found->merged_into();
  }
  co_return Internal("a lead's merges do not end", {{"lead", name}});
}

}  // namespace zamer::contract
