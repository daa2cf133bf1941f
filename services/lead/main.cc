// The lead service: takes enquiries, hands them out, follows them to a contract.
#include <optional>

#include "services/common/app/app.h"
#include "services/common/events/feed_source.h"
#include "services/lead/lead_events.h"
#include "services/lead/lead_records.h"
#include "services/lead/lead_service.h"
#include "zamer/contract/v1/contract_service.grpc.pb.h"
#include "zamer/scheduling/v1/scheduling_service.grpc.pb.h"

int main(int argc, char** argv) {
  using namespace zamer;  // NOLINT(google-build-using-namespace): the composition root names parts of many
  app::Config config("lead", "Takes enquiries, hands them out, follows them to a contract.",
                     {"scheduling", "contract"});
  if (const std::optional<int> exit = config.Read(argc, argv)) return *exit;
  app::App app(config, lead::LeadStoreOptions());

  store::Gate gate;
  lead::Rosters rosters;
  const lead::LeadParts parts{app.store(), gate, app.fingerprint(), app.ids(), rosters};
  lead::LeadEvents reactions(parts, app.clock());

  events::GrpcFeed<scheduling::v1::SchedulingService, scheduling::v1::SubscribeResponse> scheduling_feed(
      "scheduling", app.Peer("scheduling"));
  events::GrpcFeed<contract::v1::ContractService, contract::v1::SubscribeResponse> contract_feed("contract",
                                                                                                 app.Peer("contract"));
  events::Consumer scheduling(
      app.loop(), app.clock(), app.store(), app.leases(), scheduling_feed,
      {.apply = [&](auto& tx, auto& event) { return reactions.ApplyScheduling(tx, event); },
       .prefetch = [&](auto& tx, auto& batch) { return reactions.PrefetchScheduling(tx, batch); }},
      app.ConsumerOptionsFor("scheduling"));
  events::Consumer contract(app.loop(), app.clock(), app.store(), app.leases(), contract_feed,
                            {.apply = [&](auto& tx, auto& event) { return reactions.ApplyContract(tx, event); },
                             .prefetch = [&](auto& tx, auto& batch) { return reactions.PrefetchContract(tx, batch); }},
                            app.ConsumerOptionsFor("contract"));
  events::Timers timers(
      app.loop(), app.clock(), app.store(), app.leases(),
      [&](auto& tx, auto& key, absl::Time due) { return reactions.Fire(tx, key, due); }, app.LogTimerFailures(),
      config.timer_tick);

  app.host().WaitForPositionsWith(events::WaitForPositions({&scheduling, &contract}));
  lead::LeadService service(app.host(), parts, app.event_log(), {&scheduling, &contract});
  return app.Serve({{&service, lead::v1::LeadService::service_full_name()}}, {&scheduling, &contract}, &timers);
}
