#include "services/metrics/metrics_service.h"

#include <utility>

#include "services/common/events/dead_letters.h"
#include "services/common/status/errors.h"
#include "services/metrics/case_list.h"
#include "services/metrics/domain/partition.h"
#include "services/metrics/domain/query_plan.h"
#include "services/metrics/kpi_list.h"
#include "services/metrics/kpi_watch.h"
#include "services/metrics/metrics_records.h"
#include "services/metrics/target_calls.h"
#include "services/metrics/whose_numbers.h"

namespace zamer::metrics {

using grpc::CallbackServerContext;
using grpc::ServerUnaryReactor;

ServerUnaryReactor* MetricsService::GetFunnel(CallbackServerContext* context, const v1::GetFunnelRequest* request,
                                              v1::Funnel* response) {
  return calls_.Unary(context, request, response,
                      [this](rpc::Call& call, const auto& asked) { return OnGetFunnel(call, asked); });
}

ServerUnaryReactor* MetricsService::QueryKpis(CallbackServerContext* context, const v1::QueryKpisRequest* request,
                                              v1::QueryKpisResponse* response) {
  return calls_.Unary(context, request, response,
                      [this](rpc::Call& call, const auto& asked) { return OnQueryKpis(call, asked); });
}

grpc::ServerWriteReactor<v1::WatchKpisResponse>* MetricsService::WatchKpis(CallbackServerContext* context,
                                                                           const v1::WatchKpisRequest* request) {
  return calls_.Stream<v1::WatchKpisResponse>(
      context, request, [this](const rpc::Call& call, const auto& asked, rpc::Writer<v1::WatchKpisResponse>& out) {
        return OnWatchKpis(call, asked, out);
      });
}

grpc::ServerWriteReactor<v1::WatchBoardResponse>* MetricsService::WatchBoard(CallbackServerContext* context,
                                                                             const v1::WatchBoardRequest* request) {
  return calls_.Stream<v1::WatchBoardResponse>(
      context, request, [this](const rpc::Call& call, const auto& asked, rpc::Writer<v1::WatchBoardResponse>& out) {
        return OnWatchBoard(call, asked, out);
      });
}

ServerUnaryReactor* MetricsService::ListCases(CallbackServerContext* context, const v1::ListCasesRequest* request,
                                              v1::ListCasesResponse* response) {
  return calls_.Unary(context, request, response,
                      [this](rpc::Call& call, const auto& asked) { return OnListCases(call, asked); });
}

ServerUnaryReactor* MetricsService::ListKpis(CallbackServerContext* context, const v1::ListKpisRequest* request,
                                             v1::ListKpisResponse* response) {
  return calls_.Unary(
      context, request, response,
      [](rpc::Call&, const v1::ListKpisRequest& asked) -> asio::awaitable<absl::StatusOr<v1::ListKpisResponse>> {
        co_return DefinitionsOf(asked);
      });
}

ServerUnaryReactor* MetricsService::SetTarget(CallbackServerContext* context, const v1::SetTargetRequest* request,
                                              v1::Target* response) {
  return calls_.Unary(context, request, response, [this](const rpc::Call& call, const auto& asked) {
    return metrics::SetTarget(parts_.store, call, asked);
  });
}

ServerUnaryReactor* MetricsService::ListTargets(CallbackServerContext* context, const v1::ListTargetsRequest* request,
                                                v1::ListTargetsResponse* response) {
  return calls_.Unary(context, request, response, [this](const rpc::Call& call, const auto& asked) {
    return metrics::ListTargets(parts_.store, parts_.reader, call, asked);
  });
}

ServerUnaryReactor* MetricsService::DeleteTarget(CallbackServerContext* context, const v1::DeleteTargetRequest* request,
                                                 v1::DeleteTargetResponse* response) {
  return calls_.Unary(context, request, response, [this](const rpc::Call& call, const auto& asked) {
    return metrics::DeleteTarget(parts_.store, call, asked);
  });
}

ServerUnaryReactor* MetricsService::Recompute(CallbackServerContext* context, const v1::RecomputeRequest* request,
                                              v1::RecomputeResponse* response) {
  return calls_.Unary(context, request, response,
                      [this](rpc::Call& call, const auto& asked) { return OnRecompute(call, asked); });
}

ServerUnaryReactor* MetricsService::ListDeadLetters(CallbackServerContext* context,
                                                    const type::v1::ListDeadLettersRequest* request,
                                                    type::v1::ListDeadLettersResponse* response) {
  return calls_.Unary(context, request, response, [this](rpc::Call& call, const auto& asked) {
    return events::ListDeadLetters(parts_.store, asked, call.deadline());
  });
}

ServerUnaryReactor* MetricsService::Redrive(CallbackServerContext* context, const type::v1::RedriveRequest* request,
                                            type::v1::RedriveResponse* response) {
  return calls_.Unary(context, request, response, [this](rpc::Call& call, const auto& asked) {
    return events::Redrive(parts_.store, parts_.consumers, asked, call.deadline());
  });
}

asio::awaitable<absl::StatusOr<v1::Funnel>> MetricsService::OnGetFunnel(rpc::Call& call,
                                                                        const v1::GetFunnelRequest& request) {
  ZAMER_CO_RETURN_IF_ERROR(CheckMayAsk(request, call.principal()));
  ZAMER_CO_ASSIGN_OR_RETURN(QueryPlan plan, PlanFunnel(request));
  co_return co_await parts_.reader.Funnel(std::move(plan), call.deadline());
}

asio::awaitable<absl::StatusOr<v1::QueryKpisResponse>> MetricsService::OnQueryKpis(
    rpc::Call& call, const v1::QueryKpisRequest& request) {
  ZAMER_CO_RETURN_IF_ERROR(CheckMayAsk(request, call.principal()));
  ZAMER_CO_ASSIGN_OR_RETURN(QueryPlan plan, PlanQuery(request));
  co_return co_await parts_.reader.Query(std::move(plan), call.deadline());
}

asio::awaitable<absl::Status> MetricsService::OnWatchKpis(const rpc::Call& call, const v1::WatchKpisRequest& request,
                                                          rpc::Writer<v1::WatchKpisResponse>& out) {
  ZAMER_CO_RETURN_IF_ERROR(CheckMayAsk(request.query(), call.principal()));
  co_return co_await metrics::WatchKpis(boards_, request, out);
}

asio::awaitable<absl::Status> MetricsService::OnWatchBoard(const rpc::Call& call, const v1::WatchBoardRequest& request,
                                                           rpc::Writer<v1::WatchBoardResponse>& out) {
  ZAMER_CO_RETURN_IF_ERROR(CheckMayAsk(request, call.principal()));
  co_return co_await metrics::WatchBoard(boards_, request, out);
}

asio::awaitable<absl::StatusOr<v1::ListCasesResponse>> MetricsService::OnListCases(
    rpc::Call& call, const v1::ListCasesRequest& request) {
  ZAMER_CO_RETURN_IF_ERROR(CheckMayAsk(request, call.principal()));
  co_return co_await metrics::ListCases(parts_.store, parts_.reader, request, call.deadline());
}

asio::awaitable<absl::StatusOr<v1::RecomputeResponse>> MetricsService::OnRecompute(
    rpc::Call& call, const v1::RecomputeRequest& request) {
  const store::KeySpace& keys = parts_.store.keys();
  if (request.partition() >= keys.partitions()) {
    Violations violations;
    violations.Add("partition", "must be less than the number of partitions");
    co_return violations.ToStatus();
  }
  const store::Key key = PartitionKey(keys, request.partition());
  const store::Mutation mutation = store::MutationOf(call, key.department, request);
  const absl::StatusOr<store::Committed> done = co_await parts_.store.Commit(
      mutation, [&](store::Transaction& tx) -> asio::awaitable<absl::StatusOr<std::string>> {
        ZAMER_CO_ASSIGN_OR_RETURN(const auto known, co_await tx.Get<v1::PartitionFacts>(key));
        v1::PartitionFacts dropping = known ? *known : NewPartition();
        CountAgain(dropping);  // Recount does the rest
        tx.Put(key, std::move(dropping));
        co_return std::string();
      });
  ZAMER_CO_RETURN_IF_ERROR(done);
  co_return v1::RecomputeResponse();
}

}  // namespace zamer::metrics
