// The gateway: how browsers and channels reach the services, from the outside in.
#include <cstdlib>
#include <deque>
#include <iostream>
#include <optional>
#include <string>

#include "services/common/app/app.h"
#include "services/gateway/access/access.h"
#include "services/gateway/alerts/alerts.h"
#include "services/gateway/bridge/bridge.h"
#include "services/gateway/edge/edge.h"
#include "services/gateway/edge/edge_config.h"
#include "services/gateway/edge/readiness.h"
#include "services/gateway/intake/intake.h"
#include "zamer/contract/v1/contract_service.pb.h"
#include "zamer/gateway/v1/access_service.grpc.pb.h"
#include "zamer/gateway/v1/intake_service.grpc.pb.h"
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

  void Offer(const config::HostPort& address, const FileDescriptor& file) {
    const std::string& authority = config_.server.tls_client_authority_file.path;
    bridge_.Offer(file, channels_.emplace_back(app_.loop(), rpc::ChannelOptions{address.ToString(), authority}));
  }

 private:
  app::App& app_;
  const app::Config& config_;
  Bridge& bridge_;
  std::deque<rpc::Channel> channels_;
};

access::AccessSettings AccessSettings(const app::Config& config, const access::AccessOptions& options,
                                      const EdgeConfig& edge, const Clock& clock) {
  const auto origins = edge.Origins();
  auto settings = access::SettingsOf(options, config.server, config.auth, {origins.begin(), origins.end()}, clock);
  if (settings.ok()) return *std::move(settings);
  std::cerr << config.name << ": " << settings.status().message() << '\n';
  std::exit(1);
}

int Run(int argc, char** argv) {
  // `metrics-service`, since --metrics-address is where a program's own metrics are.
  app::Config config("gateway", "Lets browsers and channels in.",
                     {"lead", "scheduling", "contract", "metrics-service"});
  EdgeConfig edge_config;
  edge_config.Declare(config.options);
  access::AccessOptions access_options;
  access_options.Declare(config.options, config.server);
  intake::IntakeOptions intake_options;
  intake_options.Declare(config.options);
  AlertsOptions alerts_options;
  alerts_options.Declare(config.options);
  if (const std::optional<int> exit = config.Read(argc, argv)) return *exit;
  app::App app(config);

  access::Access access(
      {app.loop(), app.clock(), app.ids(), app.store(), app.fingerprint(), app.host(), app.Peer("scheduling")},
      AccessSettings(config, access_options, edge_config, app.clock()));
  intake::GrpcLeadSink leads(app.Peer("lead"));
  intake::Intake intake({app.loop(), app.clock(), app.ids(), app.log(), app.metrics(), app.store().redis(),
                         app.store().keys().partitions(), app.fingerprint(), app.host(), leads},
                        intake_options);

  Bridge bridge(edge_config.LimitsOfCalls(config.server.default_deadline), Origins(edge_config.Origins()),
                access.Authorize(), app.host().authenticator(), app.metrics());
  Services services(app, config, bridge);
  services.Offer(config.server.peers.at("lead"), *lead::v1::GetLeadRequest::descriptor()->file());
  services.Offer(config.server.peers.at("scheduling"), *scheduling::v1::GetMeetingRequest::descriptor()->file());
  services.Offer(config.server.peers.at("contract"), *contract::v1::GetContractRequest::descriptor()->file());
  services.Offer(config.server.peers.at("metrics-service"), *metrics::v1::GetFunnelRequest::descriptor()->file());

  Readiness readiness([&] { return app.store_connected(); });
  Edge edge({app.loop(), app.log(), app.metrics(), bridge, readiness});
  Alerts alerts(app.loop(), app.clock(), alerts_options, access.Authorize(), app.host().authenticator());
  access.AddRoutes(edge.router());
  alerts.AddRoutes(edge.router());
  intake.AddRoutes(edge.router());
  app.ServeBeside({.start =
                       [&](int grpc_port) {
                         config::HostPort own = config.server.listen_address;
                         own.port = static_cast<uint16_t>(grpc_port);
                         services.Offer(own, *v1::SetLoginRequest::descriptor()->file());
                         services.Offer(own, *v1::ListDeliveriesRequest::descriptor()->file());
                         intake.Start();
                         return edge.Start(edge_config.ServerOptions());
                       },
                   .drain = [&](rpc::DrainOptions options) -> asio::awaitable<void> {
                     co_await edge.Drain(options);
                     intake.Stop();
                   }});
  return app.Serve({{&access.service(), v1::AccessService::service_full_name()},
                    {&intake.service(), v1::IntakeService::service_full_name()}});
}

}  // namespace
}  // namespace zamer::gateway

int main(int argc, char** argv) { return zamer::gateway::Run(argc, argv); }
