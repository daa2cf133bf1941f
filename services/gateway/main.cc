// The gateway: how browsers and channels reach the services, from the outside in.
#include <deque>
#include <optional>
#include <string>

#include "services/common/app/app.h"
#include "services/gateway/bridge/bridge.h"
#include "services/gateway/bridge/own_token.h"
#include "services/gateway/edge/edge.h"
#include "services/gateway/edge/edge_config.h"
#include "services/gateway/edge/readiness.h"
#include "zamer/contract/v1/contract_service.pb.h"
#include "zamer/lead/v1/lead_service.pb.h"
#include "zamer/metrics/v1/metrics_service.pb.h"
#include "zamer/scheduling/v1/scheduling_service.pb.h"

namespace zamer::gateway {
namespace {

using google::protobuf::FileDescriptor;

// The connections by which calls are passed on. Unlike App's peers they have no token: each call brings its caller's.
class Services {
 public:
  Services(app::App& app, const app::Config& config, Bridge& bridge) : app_(app), config_(config), bridge_(bridge) {}

  void Offer(const std::string& peer, const FileDescriptor& file) {
    const std::string& authority = config_.server.tls_client_authority_file.path;
    bridge_.Offer(file, channels_.emplace_back(
                            app_.loop(), rpc::ChannelOptions{config_.server.peers.at(peer).ToString(), authority}));
  }

 private:
  app::App& app_;
  const app::Config& config_;
  Bridge& bridge_;
  std::deque<rpc::Channel> channels_;
};

asio::awaitable<absl::StatusOr<std::string>> Authorize(const http::Request& request) {
  co_return OwnToken(request.headers);
}

int Run(int argc, char** argv) {
  app::Config config("gateway", "Lets browsers and channels in.", {"lead", "scheduling", "contract", "metrics"});
  EdgeConfig edge_config;
  edge_config.Declare(config.options);
  if (const std::optional<int> exit = config.Read(argc, argv)) return *exit;
  app::App app(config);

  Bridge bridge(edge_config.LimitsOfCalls(config.server.default_deadline), Origins(edge_config.Origins()), Authorize,
                app.host().authenticator(), app.metrics());
  Services services(app, config, bridge);
  services.Offer("lead", *lead::v1::GetLeadRequest::descriptor()->file());
  services.Offer("scheduling", *scheduling::v1::GetMeetingRequest::descriptor()->file());
  services.Offer("contract", *contract::v1::GetContractRequest::descriptor()->file());
  services.Offer("metrics", *metrics::v1::GetFunnelRequest::descriptor()->file());

  Readiness readiness([&] { return app.store_connected(); });
  Edge edge({app.loop(), app.log(), app.metrics(), bridge, readiness});
  app.ServeBeside({.start = [&](int) { return edge.Start(edge_config.ServerOptions()); },
                   .drain = [&](rpc::DrainOptions options) { return edge.Drain(options); }});
  return app.Serve({});
}

}  // namespace
}  // namespace zamer::gateway

int main(int argc, char** argv) { return zamer::gateway::Run(argc, argv); }
