// The scheduling service: departments, their people, and meetings.
#include <memory>
#include <optional>

#include "services/common/app/app.h"
#include "services/common/events/feed_source.h"
#include "services/scheduling/coverage_collector.h"
#include "services/scheduling/lead_feed.h"
#include "services/scheduling/scheduling_events.h"
#include "services/scheduling/scheduling_service.h"
#include "zamer/lead/v1/lead_service.grpc.pb.h"

int main(int argc, char** argv) {
  using namespace zamer;  // NOLINT(google-build-using-namespace): the composition root names parts of many
  app::Config config("scheduling", "Owns departments, their people and shifts, and the meetings with clients.",
                     {"lead"});
  if (const std::optional<int> exit = config.Read(argc, argv)) return *exit;
  app::App app(config, scheduling::SchedulingStoreOptions());

  const scheduling::Parts parts{.store = app.store(), .ids = app.ids()};
  scheduling::SchedulingService service(app.host(), parts, app.event_log());
  scheduling::MeetingTimers meetings(parts, app.clock());
  events::Timers timers(
      app.loop(), app.clock(), app.store(), app.leases(),
      [&](store::Transaction& tx, const store::Key& key, absl::Time due) { return meetings.Fire(tx, key, due); },
      app.LogTimerFailures(), config.timer_tick);

  // Who must not be contacted.
  events::GrpcFeed<lead::v1::LeadService, lead::v1::SubscribeResponse> lead_feed("lead", app.Peer("lead"));
  events::Consumer leads(app.loop(), app.clock(), app.store(), app.leases(), lead_feed,
                         {.apply = scheduling::ApplyLeadEvent}, app.ConsumerOptionsFor("lead"));

  app.metrics().Include(std::make_shared<scheduling::CoverageCollector>(app.loop(), app.clock(), app.store()));
  return app.Serve({{&service, scheduling::v1::SchedulingService::service_full_name()}}, {&leads}, &timers);
}
