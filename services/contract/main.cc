// The contract service: what it is made of, from the outside in.
#include <optional>

#include "services/common/app/app.h"
#include "services/common/events/feed_source.h"
#include "services/contract/contract_events.h"
#include "services/contract/contract_service.h"
#include "zamer/lead/v1/lead_service.grpc.pb.h"
#include "zamer/scheduling/v1/scheduling_service.grpc.pb.h"

namespace zamer::contract {
namespace {

using Meetings = events::GrpcFeed<scheduling::v1::SchedulingService, scheduling::v1::SubscribeResponse>;
using Leads = events::GrpcFeed<lead::v1::LeadService, lead::v1::SubscribeResponse>;

int Run(int argc, char** argv) {
  app::Config config("contract", "Keeps estimates, contracts, payments and production orders.", {"lead", "scheduling"});
  if (const std::optional<int> exit = config.Read(argc, argv)) return *exit;
  app::App app(config);

  // Held meetings and the terms of departments.
  Meetings meetings("scheduling", app.Peer("scheduling"));
  events::Consumer on_meetings(app.loop(), app.clock(), app.store(), app.leases(), meetings,
                               {.apply = ApplySchedulingEvent}, app.ConsumerOptionsFor("scheduling"));
  // Merges of leads.
  Leads leads("lead", app.Peer("lead"));
  events::Consumer on_leads(app.loop(), app.clock(), app.store(), app.leases(), leads, {.apply = ApplyLeadEvent},
                            app.ConsumerOptionsFor("lead"));

  ContractService service(app.host(), {app.store(), app.event_log(), app.ids(), {&on_meetings, &on_leads}});
  return app.Serve({{&service, v1::ContractService::service_full_name()}}, {&on_meetings, &on_leads});
}

}  // namespace
}  // namespace zamer::contract

int main(int argc, char** argv) { return zamer::contract::Run(argc, argv); }
