// The metrics service's gRPC face.
#pragma once
#include <vector>

#include "services/common/events/consumer.h"
#include "services/common/rpc/calls.h"
#include "services/common/store/store.h"
#include "services/metrics/changes.h"
#include "services/metrics/kpi_board.h"
#include "services/metrics/kpi_reader.h"
#include "zamer/metrics/v1/metrics_service.grpc.pb.h"

namespace zamer::metrics {

// What the service works with; all outlive it.
struct MetricsParts {
  store::Store& store;
  KpiReader& reader;
  Changes& changes;
  // Whose dead letters Redrive applies again.
  std::vector<events::Consumer*> consumers;
};

// The numbers of all departments: proto/zamer/metrics/v1/metrics_service.proto. gRPC calls the methods on its threads;
// everything else happens on the loop thread.
class MetricsService final : public v1::MetricsService::CallbackService {
 public:
  MetricsService(rpc::Host& host, MetricsParts parts)
      : calls_(host, v1::MetricsService::service_full_name()),
        parts_(std::move(parts)),
        boards_(parts_.reader, parts_.changes) {}

  grpc::ServerUnaryReactor* GetFunnel(grpc::CallbackServerContext* context, const v1::GetFunnelRequest* request,
                                      v1::Funnel* response) override;
  grpc::ServerUnaryReactor* QueryKpis(grpc::CallbackServerContext* context, const v1::QueryKpisRequest* request,
                                      v1::QueryKpisResponse* response) override;
  grpc::ServerWriteReactor<v1::WatchKpisResponse>* WatchKpis(grpc::CallbackServerContext* context,
                                                             const v1::WatchKpisRequest* request) override;
  grpc::ServerWriteReactor<v1::WatchBoardResponse>* WatchBoard(grpc::CallbackServerContext* context,
                                                               const v1::WatchBoardRequest* request) override;
  grpc::ServerUnaryReactor* ListCases(grpc::CallbackServerContext* context, const v1::ListCasesRequest* request,
                                      v1::ListCasesResponse* response) override;
  grpc::ServerUnaryReactor* ListKpis(grpc::CallbackServerContext* context, const v1::ListKpisRequest* request,
                                     v1::ListKpisResponse* response) override;
  grpc::ServerUnaryReactor* SetTarget(grpc::CallbackServerContext* context, const v1::SetTargetRequest* request,
                                      v1::Target* response) override;
  grpc::ServerUnaryReactor* ListTargets(grpc::CallbackServerContext* context, const v1::ListTargetsRequest* request,
                                        v1::ListTargetsResponse* response) override;
  grpc::ServerUnaryReactor* DeleteTarget(grpc::CallbackServerContext* context, const v1::DeleteTargetRequest* request,
                                         v1::DeleteTargetResponse* response) override;
  grpc::ServerUnaryReactor* Recompute(grpc::CallbackServerContext* context, const v1::RecomputeRequest* request,
                                      v1::RecomputeResponse* response) override;
  grpc::ServerUnaryReactor* ListDeadLetters(grpc::CallbackServerContext* context,
                                            const type::v1::ListDeadLettersRequest* request,
                                            type::v1::ListDeadLettersResponse* response) override;
  grpc::ServerUnaryReactor* Redrive(grpc::CallbackServerContext* context, const type::v1::RedriveRequest* request,
                                    type::v1::RedriveResponse* response) override;

 private:
  asio::awaitable<absl::StatusOr<v1::Funnel>> OnGetFunnel(rpc::Call& call, const v1::GetFunnelRequest& request);
  asio::awaitable<absl::StatusOr<v1::QueryKpisResponse>> OnQueryKpis(rpc::Call& call,
                                                                     const v1::QueryKpisRequest& request);
  asio::awaitable<absl::Status> OnWatchKpis(const rpc::Call& call, const v1::WatchKpisRequest& request,
                                            rpc::Writer<v1::WatchKpisResponse>& out);
  asio::awaitable<absl::Status> OnWatchBoard(const rpc::Call& call, const v1::WatchBoardRequest& request,
                                             rpc::Writer<v1::WatchBoardResponse>& out);
  asio::awaitable<absl::StatusOr<v1::ListCasesResponse>> OnListCases(rpc::Call& call,
                                                                     const v1::ListCasesRequest& request);
  asio::awaitable<absl::StatusOr<v1::RecomputeResponse>> OnRecompute(rpc::Call& call,
                                                                     const v1::RecomputeRequest& request);

  rpc::Calls calls_;
  MetricsParts parts_;
  Boards boards_;
};

}  // namespace zamer::metrics
