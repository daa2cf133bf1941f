// The gateway: how browsers and channels reach the services, from the outside in.
#include <cstdlib>
#include <deque>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

#include "services/common/app/app.h"
#include "services/gateway/access/access.h"
#include "services/gateway/alerts/alerts.h"
#include "services/gateway/bridge/bridge.h"
#include "services/gateway/edge/edge.h"
#include "services/gateway/edge/edge_config.h"
#include "services/gateway/edge/readiness.h"
#include "services/gateway/intake/intake.h"
#include "services/gateway/upstream/upstream.h"
#include "zamer/contract/v1/contract_service.pb.h"
#include "zamer/gateway/v1/access_service.grpc.pb.h"
#include "zamer/gateway/v1/intake_service.grpc.pb.h"
#include "zamer/lead/v1/lead_service.pb.h"
#include "zamer/metrics/v1/metrics_service.pb.h"
#include "zamer/scheduling/v1/scheduling_service.pb.h"

namespace zamer::gateway {
namespace {

using google::protobuf::FileDescriptor;

// Where calls are passed on to. Unlike App's peers these have no token: each call brings its caller's.
class Services {
 public:
  Services(app::App& app, const app::Config& config, Bridge& bridge) : app_(app), config_(config), bridge_(bridge) {}

  void Offer(const std::string& peer, const FileDescriptor& file) {
    const config::HostPort& address = config_.server.peers.at(peer);
    bridge_.Offer(file, Add(address, address.host));
  }

  // What this program serves itself, by gRPC on this port: at an address, which its certificate need not name.
  void OfferOwn(int grpc_port, const std::vector<const FileDescriptor*>& files) {
    config::HostPort address = config_.server.listen_address;
    address.port = static_cast<uint16_t>(grpc_port);
    Upstream& own = Add(address, {});
    for (const FileDescriptor* file : files) bridge_.Offer(*file, own);
  }

  // While the loop still runs.
  void Close() {
    for (Upstream& upstream : upstreams_) upstream.Close();
  }

 private:
  Upstream& Add(const config::HostPort& address, const std::string& name) {
    const config::ServerConfig& server = config_.server;
    return upstreams_.emplace_back(
        app_.loop(), UpstreamOptions{.address = address,
                                     .peer = {server.tls_client_authority_file.path, server.tls_certificate_file.path,
                                              server.tls_key_file.path, name}});
  }

  app::App& app_;
  const app::Config& config_;
  Bridge& bridge_;
  std::deque<Upstream> upstreams_;
};

access::AccessSettings AccessSettings(const app::Config& config, const access::AccessOptions& options,
                                      const EdgeConfig& edge, app::App& app) {
  const auto origins = edge.Origins();
  auto settings =
      access::SettingsOf(options, config.server, config.auth, {origins.begin(), origins.end()}, app.clock(), app.log());
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
      AccessSettings(config, access_options, edge_config, app));
  intake::GrpcLeadSink leads(app.Peer("lead"));
  intake::Intake intake({app.loop(), app.clock(), app.ids(), app.log(), app.metrics(), app.store().redis(),
                         app.store().keys().partitions(), app.fingerprint(), app.host(), leads},
                        intake_options);

  Bridge bridge(edge_config.LimitsOfCalls(config.server.default_deadline), Origins(edge_config.Origins()),
                access.Authorize(), app.host().authenticator(), app.metrics());
  Services services(app, config, bridge);
  services.Offer("lead", *lead::v1::GetLeadRequest::descriptor()->file());
  services.Offer("scheduling", *scheduling::v1::GetMeetingRequest::descriptor()->file());
  services.Offer("contract", *contract::v1::GetContractRequest::descriptor()->file());
  services.Offer("metrics-service", *metrics::v1::GetFunnelRequest::descriptor()->file());

  Readiness readiness([&] { return app.store_connected(); });
  Edge edge({app.loop(), app.log(), app.metrics(), bridge, readiness});
  Alerts alerts(app.loop(), app.clock(), alerts_options, access.Authorize(), app.host().authenticator());
  access.AddRoutes(edge.router());
  alerts.AddRoutes(edge.router());
  intake.AddRoutes(edge.router());
  app.ServeBeside({.start =
                       [&](int grpc_port) {
                         services.OfferOwn(grpc_port, {v1::SetLoginRequest::descriptor()->file(),
                                                       v1::ListDeliveriesRequest::descriptor()->file()});
                         intake.Start();
                         return edge.Start(edge_config.ServerOptions());
                       },
                   .drain = [&](rpc::DrainOptions options) -> asio::awaitable<void> {
                     co_await edge.Drain(options);
                     intake.Stop();
                     services.Close();
                   }});
  return app.Serve({{&access.service(), v1::AccessService::service_full_name()},
                    {&intake.service(), v1::IntakeService::service_full_name()}});
}

}  // namespace
}  // namespace zamer::gateway

int main(int argc, char** argv) { return zamer::gateway::Run(argc, argv); }
