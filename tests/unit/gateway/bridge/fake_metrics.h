// A service behind the edge that says what it was asked, and does what the department's name tells it.
#pragma once

#include <grpcpp/grpcpp.h>

#include <atomic>
#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "services/common/config/values.h"
#include "zamer/metrics/v1/metrics_service.grpc.pb.h"

namespace zamer::gateway {

//   departments/refused   GetFunnel fails with details
//   departments/silent    GetFunnel is never answered
//   departments/broken    WatchKpis fails after two messages
//   departments/refuses   WatchKpis fails at once
//   departments/endless   WatchKpis goes on until it is cancelled, a megabyte at a time
//   departments/quiet     WatchKpis says one thing and then nothing
// All others: GetFunnel counts seven leads, WatchKpis sends three messages.
class FakeMetrics final : public metrics::v1::MetricsService::CallbackService {
 public:
  FakeMetrics();
  ~FakeMetrics() override;

  config::HostPort address() const;
  void Stop();

  // Of the last call.
  std::multimap<std::string, std::string> metadata() const;
  std::chrono::system_clock::time_point deadline() const;

  int sent() const { return sent_; }
  int watched() const { return watched_; }
  int cancelled() const { return cancelled_; }

 private:
  class Watch;

  grpc::ServerUnaryReactor* GetFunnel(grpc::CallbackServerContext* context,
                                      const metrics::v1::GetFunnelRequest* request,
                                      metrics::v1::Funnel* response) override;
  grpc::ServerWriteReactor<metrics::v1::WatchKpisResponse>* WatchKpis(
      grpc::CallbackServerContext* context, const metrics::v1::WatchKpisRequest* request) override;
  void Note(const grpc::CallbackServerContext& context);

  mutable std::mutex mutex_;
  std::multimap<std::string, std::string> metadata_;
  std::chrono::system_clock::time_point deadline_;
  std::atomic<int> sent_ = 0;
  std::atomic<int> watched_ = 0;
  std::atomic<int> cancelled_ = 0;
  int port_ = 0;
  std::unique_ptr<grpc::Server> server_;
};

}  // namespace zamer::gateway
