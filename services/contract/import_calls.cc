#include "services/contract/import_calls.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "services/common/store/mutation.h"
#include "services/common/time/timestamps.h"
#include "services/contract/contract_reads.h"
#include "services/contract/domain/facts.h"
#include "services/contract/domain/import.h"
#include "services/contract/emit.h"

namespace zamer::contract {
namespace {

using Result = v1::ImportContractsResponse::ImportResult;

std::string NameOf(const v1::ImportContractsRequest& request, const v1::ImportedContract& row) {
  return Child(request.parent(), "contracts", ImportedId(request.system(), row.row_id()));
}

void Reject(const absl::Status& why, Result& result) {
  for (const auto& [key, value] : MetadataOf(why)) {
    if (key == "field") result.set_field(value);
  }
  result.set_reason(std::string(ReasonName(ReasonOf(why).value_or(Reason::kInternal))));
  result.set_message(std::string(why.message()));
}

// The time of an event of history, where history knows it.
std::optional<absl::Time> TimeOf(bool known, const google::protobuf::Timestamp& time) {
  if (!known) return std::nullopt;
  return FromTimestamp(time);
}

// The answer as it is remembered for a retry: without the names, which follow from the rows.
std::string Remembered(v1::ImportContractsResponse response) {
  for (Result& result : *response.mutable_results()) result.clear_contract();
  return response.SerializeAsString();
}

absl::StatusOr<v1::ImportContractsResponse> Recalled(const std::string& answer,
                                                     const v1::ImportContractsRequest& request) {
  v1::ImportContractsResponse response;
  if (!response.ParseFromString(answer) || response.results_size() != request.rows_size()) {
    return Internal("a remembered import cannot be read");
  }
  for (int i = 0; i < response.results_size(); ++i) {
    Result& result = *response.mutable_results(i);
    if (result.reason().empty()) result.set_contract(NameOf(request, request.rows(i)));
  }
  return response;
}

}  // namespace

asio::awaitable<absl::StatusOr<v1::ImportContractsResponse>> ImportCalls::Import(
    rpc::Call& call, const v1::ImportContractsRequest& request) {
  const std::string department(DepartmentOf(request.parent()));
  if (request.validate_only()) {
    // A transaction that is never committed: the same reads, decisions and answer, and nothing written.
    store::Transaction rehearsal(parts_.store, parts_.store.keys().PartitionOf(department), call.deadline());
    co_return co_await Write(rehearsal, call, request);
  }
  v1::ImportContractsResponse response;
  ZAMER_CO_ASSIGN_OR_RETURN(
      const store::Committed done,
      co_await parts_.store.Commit(store::MutationOf(call, department, request),
                                   [&](store::Transaction& tx) -> asio::awaitable<absl::StatusOr<std::string>> {
                                     ZAMER_CO_ASSIGN_OR_RETURN(response, co_await Write(tx, call, request));
                                     co_return Remembered(response);
                                   }));
  if (!done.position.empty()) call.SetPosition(done.position);
  if (done.replayed) co_return Recalled(done.answer, request);
  co_return response;
}

asio::awaitable<absl::StatusOr<v1::ImportContractsResponse>> ImportCalls::Write(
    store::Transaction& tx, rpc::Call& call, const v1::ImportContractsRequest& request) {
  ZAMER_CO_ASSIGN_OR_RETURN(const v1::DepartmentTerms terms,
                            co_await LoadTerms(tx, std::string(DepartmentOf(request.parent()))));
  std::vector<store::Key> keys;
  for (const v1::ImportedContract& row : request.rows()) {
    keys.push_back(KeyOf(kContractKind, NameOf(request, row)));
  }
  ZAMER_CO_RETURN_IF_ERROR(co_await tx.Prefetch<v1::Contract>(keys));

  const Actor actor = ActorOf(call);
  v1::ImportContractsResponse response;
  for (int i = 0; i < request.rows_size(); ++i) {
    Result& result = *response.add_results();
    std::string name = NameOf(request, request.rows(i));
    // Also true for a row that an earlier one of the batch has brought.
    ZAMER_CO_ASSIGN_OR_RETURN(const auto known, co_await tx.Get<v1::Contract>(keys[static_cast<std::size_t>(i)]));
    if (known) {
      result.set_contract(std::move(name));
      result.set_unchanged(true);
      continue;
    }
    const absl::StatusOr<v1::Contract> contract = ImportContract(request.rows(i), name, terms, actor, call.now());
    if (!contract.ok()) {
      Reject(contract.status(), result);
      continue;
    }
    const std::int64_t version = tx.Put(keys[static_cast<std::size_t>(i)], *contract);
    Emit(tx, call, parts_.ids, ContractSigned(*contract),
         {name, version, TimeOf(contract->has_sign_time(), contract->sign_time())});
    for (v1::ContractEvent& event : LedgerEntriesRecorded(*contract)) {
      const auto& fact = event.ledger_entry_recorded();
      const std::optional<absl::Time> time = TimeOf(fact.has_occurred_time(), fact.occurred_time());
      Emit(tx, call, parts_.ids, std::move(event), {name, version, time});
    }
    result.set_contract(std::move(name));
  }
  co_return response;
}

}  // namespace zamer::contract
