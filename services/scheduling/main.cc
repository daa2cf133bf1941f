// The scheduling service: departments, their people, and meetings.
#include <optional>

#include "services/common/app/app.h"
#include "services/scheduling/scheduling_events.h"
#include "services/scheduling/scheduling_service.h"

int main(int argc, char** argv) {
  using namespace zamer;  // NOLINT(google-build-using-namespace): the composition root names parts of many
  app::Config config("scheduling", "Owns departments, their people and shifts, and the meetings with clients.");
  if (const std::optional<int> exit = config.Read(argc, argv)) return *exit;
  app::App app(config, scheduling::SchedulingStoreOptions());

  const scheduling::Parts parts{.store = app.store(), .ids = app.ids()};
  scheduling::SchedulingService service(app.host(), parts, app.event_log());
  scheduling::MeetingTimers meetings(parts, app.clock());
  events::Timers timers(
      app.loop(), app.clock(), app.store(), app.leases(),
      [&](store::Transaction& tx, const store::Key& key, absl::Time due) { return meetings.Fire(tx, key, due); },
      app.LogTimerFailures(), config.timer_tick);

  return app.Serve({{&service, scheduling::v1::SchedulingService::service_full_name()}}, {}, &timers);
}
