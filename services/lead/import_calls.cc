#include "services/lead/import_calls.h"

#include <string>
#include <utility>

#include "services/common/names/names.h"
#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/lead/import_batch.h"
#include "services/lead/lead_records.h"

namespace zamer::lead {
namespace {

// What is remembered for a retry: the results with bare ids, since the names repeat the department.
std::string Packed(v1::ImportHistoryResponse response) {
  for (auto& result : *response.mutable_results()) result.set_lead(std::string(LastSegment(result.lead())));
  return response.SerializeAsString();
}

absl::StatusOr<v1::ImportHistoryResponse> Unpacked(const std::string& answer, std::string_view department) {
  v1::ImportHistoryResponse response;
  if (!response.ParseFromString(answer)) return Internal("a commit answered with no results");
  for (auto& result : *response.mutable_results()) {
    if (!result.lead().empty()) result.set_lead(LeadNameOf(department, result.lead()));
  }
  return response;
}

}  // namespace

asio::awaitable<absl::StatusOr<v1::ImportHistoryResponse>> ImportHistory(const LeadParts& parts, rpc::Call& call,
                                                                         const v1::ImportHistoryRequest& request) {
  const std::string department(LastSegment(request.parent()));
  v1::ImportHistoryResponse response;
  const store::Store::Body body = [&](store::Transaction& tx) -> asio::awaitable<absl::StatusOr<std::string>> {
    LeadWork work(parts, tx, department, events::CauseOf(call));
    ImportBatch batch(work, request);
    ZAMER_CO_ASSIGN_OR_RETURN(response, co_await batch.Run());
    co_return Packed(response);
  };
  if (request.validate_only()) {
    // The same decisions, thrown away.
    store::Transaction tx(parts.store, parts.store.keys().PartitionOf(department), call.deadline());
    ZAMER_CO_RETURN_IF_ERROR(co_await body(tx));
    co_return response;
  }
  ZAMER_CO_ASSIGN_OR_RETURN(const store::Committed done,
                            co_await parts.store.Commit(store::MutationOf(call, department, request), body));
  if (!done.position.empty()) call.SetPosition(done.position);
  if (!done.replayed) co_return response;
  co_return Unpacked(done.answer, department);
}

}  // namespace zamer::lead
