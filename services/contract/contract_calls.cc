#include "services/contract/contract_calls.h"

#include <utility>

#include "services/common/time/timestamps.h"
#include "services/contract/contract_reads.h"
#include "services/contract/domain/cancellation.h"
#include "services/contract/domain/facts.h"
#include "services/contract/domain/ledger.h"
#include "services/contract/domain/occurred.h"
#include "services/contract/domain/production.h"
#include "services/contract/domain/signing.h"
#include "services/contract/emit.h"
#include "services/contract/listing.h"

namespace zamer::contract {
namespace {

// The department in a name, as `departments/{department}`.
std::string DepartmentName(std::string_view name) { return DepartmentNameOf(DepartmentOf(name)); }

// The production order of a contract has the contract's own id: there cannot be two.
std::string OrderOf(std::string_view contract) {
  return Child(DepartmentName(contract), "productionOrders", LastSegment(contract));
}

template <class Request>
const google::protobuf::Timestamp* OccurredIn(const Request& request) {
  return request.has_occurred_time() ? &request.occurred_time() : nullptr;
}

}  // namespace

asio::awaitable<absl::StatusOr<v1::Contract>> ContractCalls::Sign(rpc::Call& call,
                                                                  const v1::SignContractRequest& request) {
  ZAMER_CO_ASSIGN_OR_RETURN(const absl::Time time, OccurredTime(OccurredIn(request), call.now(), "occurred_time"));
  const std::string name = Child(DepartmentName(request.estimate()), "contracts", parts_.ids.NextId());
  v1::Contract shown;
  co_return co_await CommitAndShow(
      parts_, call, request.estimate(), request, kContractKind, shown,
      [&](store::Transaction& tx) -> asio::awaitable<absl::StatusOr<std::string>> {
        ZAMER_CO_ASSIGN_OR_RETURN(const auto estimate, co_await LoadEstimate(tx, request.estimate(), request.etag()));
        ZAMER_CO_ASSIGN_OR_RETURN(const v1::DepartmentTerms terms,
                                  co_await LoadTerms(tx, std::string(DepartmentOf(name))));
        ZAMER_CO_ASSIGN_OR_RETURN(const SignedLead lead, co_await LoadLead(tx, estimate->lead()));
        const Signature signature{ActorOf(call), time, call.now(), name, OfferVersion(*estimate)};
        ZAMER_CO_ASSIGN_OR_RETURN(const Signing signing, SignContract(*estimate, lead, terms, signature));
        const std::int64_t offered = tx.Put(KeyOf(kEstimateKind, request.estimate()), signing.estimate);
        const std::int64_t version = tx.Put(KeyOf(kContractKind, name), signing.contract);
        Emit(tx, call, parts_.ids, EstimateChanged(signing.estimate), {request.estimate(), offered, time});
        Emit(tx, call, parts_.ids, ContractSigned(signing.contract), {name, version, time});
        shown = Shown(signing.contract, version);
        co_return name;
      });
}

asio::awaitable<absl::StatusOr<v1::Contract>> ContractCalls::Get(rpc::Call& call,
                                                                 const v1::GetContractRequest& request) {
  ZAMER_CO_ASSIGN_OR_RETURN(
      auto read, co_await parts_.store.Get<v1::Contract>(KeyOf(kContractKind, request.name()), call.deadline()));
  if (!read.record) co_return ContractNotFound(request.name());
  co_return Shown(*std::move(read.record), read.version);
}

asio::awaitable<absl::StatusOr<v1::ListContractsResponse>> ContractCalls::List(
    rpc::Call& call, const v1::ListContractsRequest& request) {
  ZAMER_CO_ASSIGN_OR_RETURN(Page<v1::Contract> page,
                            co_await ListNewest<v1::Contract>(parts_.store, kContractKind, request, call.deadline()));
  v1::ListContractsResponse response;
  for (v1::Contract& contract : page.records) *response.add_contracts() = std::move(contract);
  response.set_next_page_token(std::move(page.next_page_token));
  co_return response;
}

asio::awaitable<absl::StatusOr<v1::Contract>> ContractCalls::Record(rpc::Call& call,
                                                                    const v1::RecordPaymentRequest& request) {
  const std::string& name = request.parent();
  v1::Contract shown;
  co_return co_await CommitAndShow(
      parts_, call, name, request, kContractKind, shown,
      [&](store::Transaction& tx) -> asio::awaitable<absl::StatusOr<std::string>> {
        ZAMER_CO_ASSIGN_OR_RETURN(const auto current, co_await LoadContract(tx, name, ""));
        ZAMER_CO_ASSIGN_OR_RETURN(const v1::DepartmentTerms terms,
                                  co_await LoadTerms(tx, std::string(DepartmentOf(name))));
        ZAMER_CO_ASSIGN_OR_RETURN(const Recorded recorded,
                                  RecordEntry(*current, request.entry(), terms, ActorOf(call), call.now()));
        std::int64_t version = current.version;
        if (!recorded.known) {
          version = tx.Put(KeyOf(kContractKind, name), recorded.contract);
          const v1::LedgerEntry& entry = recorded.contract.ledger(recorded.contract.ledger_size() - 1);
          Emit(tx, call, parts_.ids, LedgerEntryRecorded(recorded.contract),
               {name, version, FromTimestamp(entry.occurred_time())});
        }
        shown = Shown(recorded.contract, version);
        co_return name;
      });
}

asio::awaitable<absl::StatusOr<v1::Contract>> ContractCalls::Cancel(rpc::Call& call,
                                                                    const v1::CancelContractRequest& request) {
  ZAMER_CO_ASSIGN_OR_RETURN(const absl::Time time, OccurredTime(OccurredIn(request), call.now(), "occurred_time"));
  const std::string& name = request.name();
  v1::Contract shown;
  co_return co_await CommitAndShow(
      parts_, call, name, request, kContractKind, shown,
      [&](store::Transaction& tx) -> asio::awaitable<absl::StatusOr<std::string>> {
        ZAMER_CO_ASSIGN_OR_RETURN(const auto current, co_await LoadContract(tx, name, request.etag()));
        ZAMER_CO_ASSIGN_OR_RETURN(const v1::Contract next,
                                  CancelContract(*current, request.reason(), ActorOf(call), time));
        const std::int64_t version = tx.Put(KeyOf(kContractKind, name), next);
        Emit(tx, call, parts_.ids, ContractCancelled(next), {name, version, time});
        shown = Shown(next, version);
        co_return name;
      });
}

asio::awaitable<absl::StatusOr<v1::ProductionOrder>> ContractCalls::HandOver(
    rpc::Call& call, const v1::HandOverToProductionRequest& request) {
  const std::string& name = request.name();
  const std::string order = OrderOf(name);
  v1::ProductionOrder shown;
  co_return co_await CommitAndShow(
      parts_, call, name, request, kOrderKind, shown,
      [&](store::Transaction& tx) -> asio::awaitable<absl::StatusOr<std::string>> {
        ZAMER_CO_ASSIGN_OR_RETURN(const auto current, co_await LoadContract(tx, name, request.etag()));
        ZAMER_CO_ASSIGN_OR_RETURN(const v1::DepartmentTerms terms,
                                  co_await LoadTerms(tx, std::string(DepartmentOf(name))));
        ZAMER_CO_ASSIGN_OR_RETURN(
            const contract::HandOver done,
            HandOverToProduction(*current, order, request.force(), terms, ActorOf(call), call.now()));
        const std::int64_t version = tx.Put(KeyOf(kContractKind, name), done.contract);
        // Not read before, so the commit demands that there is none yet.
        const std::int64_t order_version = tx.Put(KeyOf(kOrderKind, order), done.order);
        Emit(tx, call, parts_.ids, ContractHandedOver(done.contract, done.order), {name, version, call.now()});
        shown = Shown(done.order, order_version);
        co_return order;
      });
}

asio::awaitable<absl::StatusOr<v1::ProductionOrder>> ContractCalls::GetOrder(
    rpc::Call& call, const v1::GetProductionOrderRequest& request) {
  ZAMER_CO_ASSIGN_OR_RETURN(
      auto read, co_await parts_.store.Get<v1::ProductionOrder>(KeyOf(kOrderKind, request.name()), call.deadline()));
  if (!read.record) co_return OrderNotFound(request.name());
  co_return Shown(*std::move(read.record), read.version);
}

}  // namespace zamer::contract
