// The metrics service: what it is made of, from the outside in.
#include <memory>
#include <optional>

#include "services/common/app/app.h"
#include "services/common/events/feed_source.h"
#include "services/metrics/changes.h"
#include "services/metrics/metrics_events.h"
#include "services/metrics/metrics_service.h"
#include "services/metrics/prometheus_collector.h"
#include "services/metrics/recount.h"
#include "zamer/contract/v1/contract_service.grpc.pb.h"
#include "zamer/lead/v1/lead_service.grpc.pb.h"
#include "zamer/scheduling/v1/scheduling_service.grpc.pb.h"

namespace zamer::metrics {
namespace {

using Leads = events::GrpcFeed<lead::v1::LeadService, lead::v1::SubscribeResponse>;
using Scheduling = events::GrpcFeed<scheduling::v1::SchedulingService, scheduling::v1::SubscribeResponse>;
using Contracts = events::GrpcFeed<contract::v1::ContractService, contract::v1::SubscribeResponse>;

// Those who watch numbers are told of each batch as well.
events::ConsumerOptions Telling(events::ConsumerOptions options, Changes& changes) {
  options.on_applied = [&changes, before = std::move(options.on_applied)](std::uint32_t partition) {
    if (before) before(partition);
    changes.Note(partition);
  };
  return options;
}

int Run(int argc, char** argv) {
  app::Config config("metrics", "Counts what the other services report.", {"lead", "scheduling", "contract"});
  if (const std::optional<int> exit = config.Read(argc, argv)) return *exit;
  app::App app(config);

  MetricsEvents metrics_events(app.store().keys(), app.clock());
  Changes changes(app.store().keys().partitions());
  const auto options = [&](const char* feed) { return Telling(app.ConsumerOptionsFor(feed), changes); };

  Leads leads("lead", app.Peer("lead"));
  events::Consumer on_leads(
      app.loop(), app.clock(), app.store(), app.leases(), leads,
      {.apply = [&](auto& tx, const auto& event) { return metrics_events.ApplyLead(tx, event); },
       .prefetch = [&](auto& tx, const auto& batch) { return metrics_events.PrefetchLead(tx, batch); },
       .settle = SettleCounters},
      options("lead"));
  Scheduling scheduling("scheduling", app.Peer("scheduling"));
  events::Consumer on_scheduling(
      app.loop(), app.clock(), app.store(), app.leases(), scheduling,
      {.apply = [&](auto& tx, const auto& event) { return metrics_events.ApplyScheduling(tx, event); },
       .prefetch = [&](auto& tx, const auto& batch) { return metrics_events.PrefetchScheduling(tx, batch); },
       .settle = SettleCounters},
      options("scheduling"));
  Contracts contracts("contract", app.Peer("contract"));
  events::Consumer on_contracts(
      app.loop(), app.clock(), app.store(), app.leases(), contracts,
      {.apply = [&](auto& tx, const auto& event) { return metrics_events.ApplyContract(tx, event); },
       .prefetch = [&](auto& tx, const auto& batch) { return metrics_events.PrefetchContract(tx, batch); },
       .settle = SettleCounters},
      options("contract"));
  const std::vector<events::Consumer*> consumers = {&on_leads, &on_scheduling, &on_contracts};

  Recount recount(app.loop(), app.store(), consumers);
  recount.Start();
  KpiReader reader(app.store(), app.clock());
  TargetReader targets(app.store(), reader);
  app.metrics().Include(std::make_shared<PrometheusCollector>(app.loop(), app.clock(), reader, targets));
  MetricsService service(app.host(), {app.store(), reader, changes, consumers});
  return app.Serve({{&service, v1::MetricsService::service_full_name()}}, consumers);
}

}  // namespace
}  // namespace zamer::metrics

int main(int argc, char** argv) { return zamer::metrics::Run(argc, argv); }
