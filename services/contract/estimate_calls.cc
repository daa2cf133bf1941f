#include "services/contract/estimate_calls.h"

#include <utility>

#include "services/common/store/mutation.h"
#include "services/contract/contract_reads.h"
#include "services/contract/domain/estimate.h"
#include "services/contract/domain/facts.h"
#include "services/contract/domain/refusals.h"
#include "services/contract/emit.h"
#include "services/contract/listing.h"

namespace zamer::contract {
namespace {

// What a mask of `lines` and `discount` names; both when it names nothing.
absl::StatusOr<OfferParts> PartsOf(const google::protobuf::FieldMask& mask) {
  if (mask.paths().empty()) return OfferParts{};
  OfferParts parts{false, false};
  for (const std::string& path : mask.paths()) {
    if (path != "lines" && path != "discount") {
      return FieldRefused("update_mask", "must name no other fields than lines and discount");
    }
    (path == "lines" ? parts.lines : parts.discount) = true;
  }
  return parts;
}

}  // namespace

asio::awaitable<absl::StatusOr<v1::Estimate>> EstimateCalls::Create(rpc::Call& call,
                                                                    const v1::CreateEstimateRequest& request) {
  if (DepartmentOf(request.estimate().lead()) != DepartmentOf(request.parent())) {
    co_return FieldRefused("estimate.lead", "must be of the department in parent");
  }
  const std::string name = Child(request.parent(), "estimates", parts_.ids.NextId());
  v1::Estimate shown;
  co_return co_await CommitAndShow(
      parts_, call, name, request, kEstimateKind, shown,
      [&](store::Transaction& tx) -> asio::awaitable<absl::StatusOr<std::string>> {
        ZAMER_CO_ASSIGN_OR_RETURN(const v1::DepartmentTerms terms,
                                  co_await LoadTerms(tx, std::string(DepartmentOf(name))));
        ZAMER_CO_ASSIGN_OR_RETURN(SignedLead lead, co_await LoadLead(tx, request.estimate().lead()));
        ZAMER_CO_ASSIGN_OR_RETURN(
            const v1::Estimate estimate,
            CreateEstimate(request.estimate(), name, std::move(lead.name), ActorOf(call), terms, call.now()));
        const std::int64_t version = tx.Put(KeyOf(kEstimateKind, name), estimate);
        Emit(tx, call, parts_.ids, EstimateChanged(estimate), {name, version, call.now()});
        shown = Shown(estimate, version);
        co_return name;
      });
}

asio::awaitable<absl::StatusOr<v1::Estimate>> EstimateCalls::Get(rpc::Call& call,
                                                                 const v1::GetEstimateRequest& request) {
  ZAMER_CO_ASSIGN_OR_RETURN(
      auto read, co_await parts_.store.Get<v1::Estimate>(KeyOf(kEstimateKind, request.name()), call.deadline()));
  if (!read.record) co_return EstimateNotFound(request.name());
  co_return Shown(*std::move(read.record), read.version);
}

asio::awaitable<absl::StatusOr<v1::ListEstimatesResponse>> EstimateCalls::List(
    rpc::Call& call, const v1::ListEstimatesRequest& request) {
  ZAMER_CO_ASSIGN_OR_RETURN(Page<v1::Estimate> page,
                            co_await ListNewest<v1::Estimate>(parts_.store, kEstimateKind, request, call.deadline()));
  v1::ListEstimatesResponse response;
  for (v1::Estimate& estimate : page.records) *response.add_estimates() = std::move(estimate);
  response.set_next_page_token(std::move(page.next_page_token));
  co_return response;
}

asio::awaitable<absl::StatusOr<v1::Estimate>> EstimateCalls::Update(rpc::Call& call,
                                                                    const v1::UpdateEstimateRequest& request) {
  ZAMER_CO_ASSIGN_OR_RETURN(const OfferParts parts, PartsOf(request.update_mask()));
  co_return co_await Change(call, request, request.estimate().name(), request.estimate().etag(),
                            [&](const v1::Estimate& current, const v1::DepartmentTerms& terms) {
                              return UpdateEstimate(current, request.estimate(), parts, ActorOf(call), terms);
                            });
}

asio::awaitable<absl::StatusOr<v1::Estimate>> EstimateCalls::Approve(rpc::Call& call,
                                                                     const v1::ApproveEstimateRequest& request) {
  co_return co_await Change(call, request, request.name(), request.etag(),
                            [&](const v1::Estimate& current, const v1::DepartmentTerms&) {
                              return ApproveEstimate(current, ActorOf(call), OfferVersion(current));
                            });
}

asio::awaitable<absl::StatusOr<v1::Estimate>> EstimateCalls::Reject(rpc::Call& call,
                                                                    const v1::RejectEstimateRequest& request) {
  co_return co_await Change(
      call, request, request.name(), request.etag(),
      [&](const v1::Estimate& current, const v1::DepartmentTerms&) { return RejectEstimate(current, ActorOf(call)); });
}

asio::awaitable<absl::StatusOr<v1::Estimate>> EstimateCalls::Change(rpc::Call& call,
                                                                    const google::protobuf::Message& request,
                                                                    std::string name, std::string etag, Decide decide) {
  v1::Estimate shown;
  co_return co_await CommitAndShow(parts_, call, name, request, kEstimateKind, shown,
                                   [&](store::Transaction& tx) -> asio::awaitable<absl::StatusOr<std::string>> {
                                     ZAMER_CO_ASSIGN_OR_RETURN(const auto current,
                                                               co_await LoadEstimate(tx, name, etag));
                                     ZAMER_CO_ASSIGN_OR_RETURN(const v1::DepartmentTerms terms,
                                                               co_await LoadTerms(tx, std::string(DepartmentOf(name))));
                                     ZAMER_CO_ASSIGN_OR_RETURN(const v1::Estimate next, decide(*current, terms));
                                     const std::int64_t version = tx.Put(KeyOf(kEstimateKind, name), next);
                                     Emit(tx, call, parts_.ids, EstimateChanged(next), {name, version, call.now()});
                                     shown = Shown(next, version);
                                     co_return name;
                                   });
}

}  // namespace zamer::contract
